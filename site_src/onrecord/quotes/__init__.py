"""Quotations: found in saved texts, compared with each other."""
