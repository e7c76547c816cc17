"""Concurrent planning: two goals at once, its core components, full disclosure; and what each stage asks."""
