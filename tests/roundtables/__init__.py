"""Tests of the roundtables."""
