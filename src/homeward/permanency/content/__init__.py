"""What the agency writes itself, in versions with the day from which each holds.

A kind of content (`kinds.Kind`) says of which texts, numbers and lists it consists, which versions come with Homeward,
and how a version is read. Pages for writing a new version follow from that. A finished record keeps the name of the
version by which it was made.
"""
