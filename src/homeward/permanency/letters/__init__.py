"""Notices to relatives: the letter in the agency's own words, and recording to whom it went."""
