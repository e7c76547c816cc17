"""Timetables on the web: the problem made from what is recorded, solved in the background, proposed, accepted."""
