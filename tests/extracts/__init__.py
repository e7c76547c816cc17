"""Tests of homeward.extracts."""
