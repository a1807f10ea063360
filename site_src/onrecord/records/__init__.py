"""The records: what every kind has in common, one module for each kind, and ``kinds``, the list that names them.

Nothing is imported here, so that a date can be read without all kinds.
"""
