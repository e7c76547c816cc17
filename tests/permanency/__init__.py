"""Tests of homeward.permanency."""
