"""The resource library: what to read or to send for, by topic; what an agency makes of it; what may help with a child.

`shipped.toml` is where every agency begins. What an agency changes, adds, orders, retires or has looked at is its own
row; an agency below it goes by that until it makes one of its own (`library.py`).
"""
