"""Manuscripts: the text of a piece as a Word file, read and written."""
