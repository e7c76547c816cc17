"""The timetable of a problem: a good one at once, then better ones, with bounds on what can be reached."""

from homeward.scheduling.solver.search import solve

__all__ = ["solve"]
