"""Timetables of roundtables: a problem in, the best timetable that can be found out, with a proof of how good it is.

    from homeward.scheduling.check import check
    from homeward.scheduling.reading import read_problem
    from homeward.scheduling.solver import solve

    problem = read_problem(Path("problem.json").read_bytes())
    timetable = solve(problem, seconds=60)
    assert check(problem, timetable) == []

It knows no framework, no database and no clock on the wall. The documents are described in docs/schedule.md.
"""
