"""Relational permanence: who will be there for a child for life, and who says so."""
