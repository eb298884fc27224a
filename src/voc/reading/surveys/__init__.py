"""Surveys: layouts declared by header words, what each column is, choices, scales, and the files of survey programs."""
