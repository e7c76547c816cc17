"""Tests of homeward.administration."""
