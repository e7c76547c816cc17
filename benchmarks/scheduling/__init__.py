"""Timetables of roundtables: what is reached, how fast, and against whom."""
