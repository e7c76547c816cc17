"""Tests of homeward.family."""
