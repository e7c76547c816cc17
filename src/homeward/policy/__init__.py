"""Policy in, dates out: the manual, the engine that applies it to a caseload, and the reasons for every answer.

    from datetime import date
    from homeward.policy import Caseload, evaluate, load_manual, obligation_rows

    caseload = Caseload.of_rows(children, episodes, placements, events)
    evaluation = evaluate(caseload, load_manual("wi_dmcps"), as_of=date(2026, 11, 22))
    for row in obligation_rows(evaluation):
        print(row.child_id, row.due_on, row.because)

The engine knows no framework, no file format, and not what day it is.
"""

from homeward.policy.caseload import Caseload
from homeward.policy.evaluate import Evaluation, evaluate
from homeward.policy.explain import Explanation, explain
from homeward.policy.grammar import ManualError
from homeward.policy.manual import Manual, load_manual
from homeward.policy.rows import DeterminationRow, ObligationRow, determination_rows, obligation_rows

__all__ = [
    "Caseload",
    "DeterminationRow",
    "Evaluation",
    "Explanation",
    "Manual",
    "ManualError",
    "ObligationRow",
    "determination_rows",
    "evaluate",
    "explain",
    "load_manual",
    "obligation_rows",
]
