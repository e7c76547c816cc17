"""Tables of the roundtables."""
