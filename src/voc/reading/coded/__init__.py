"""Coded projects: documents with their codings to passages, each coding at its exact words."""
