"""Homeward turns permanency policy into dates, dates into roundtables, and roundtables into families."""

__version__ = "0.1.0"
