"""Homeward's engine and its rivals, timed side by side: `python -m benchmarks.batch` (see README.md)."""
