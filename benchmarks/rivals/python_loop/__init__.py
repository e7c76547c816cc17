"""The rules as a good developer writes them in plain Python: records of one child at a time, and a loop over them.

States all 17 rules and the determination. Dates are `datetime.date`; months are counted with dateutil's `relativedelta`
or by hand (`months.py`), as one asks. What repeats is computed once an episode, searches are bisections.
"""

from benchmarks.rivals.python_loop.loop import evaluate
from benchmarks.rivals.python_loop.months import BY_HAND, WITH_DATEUTIL
from benchmarks.rivals.python_loop.records import Child, read_children

__all__ = ["BY_HAND", "WITH_DATEUTIL", "Child", "evaluate", "read_children"]
