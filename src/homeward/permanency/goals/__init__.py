"""Permanency goals: the primary one and the concurrent one, why they were set, and what policy asks to be written."""
