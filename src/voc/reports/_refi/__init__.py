"""REFI-QDA, the form in which programs for qualitative analysis exchange projects and codebooks.

Written by the schemas (https://www.qdasoftware.org, MIT): the order of elements is fixed, an empty container is a
fault, identifiers are GUIDs, places count code points from 0 and their ends are exclusive.
"""
