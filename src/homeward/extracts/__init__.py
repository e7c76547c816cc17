"""The state system's nightly extract: read, shown before it counts, confirmed, and what it leaves to settle.

Nothing that a worker typed is overwritten silently, and the same extract twice changes nothing.
"""
