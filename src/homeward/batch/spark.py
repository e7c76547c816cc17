"""A caseload on Spark: the same engine in many processes, on one machine or on a cluster, and the same two files.

The driver reads and checks the caseload as always and puts each chunk of whole children into a file of its own. A task
of Spark takes one of these, evaluates it and lays its rows beside it; the driver joins them in the order of the chunks,
which is the order of `child_id`. So no child is ever divided, nothing is sorted again, and no row passes through Java.

Where nothing is said about a cluster, Spark starts on this machine, on every core, and speaks to nobody but itself.
On a cluster (`SPARK_MASTER=spark://head:7077 homeward evaluate ...`, or a master in `spark-defaults.conf`, or in
`PYSPARK_SUBMIT_ARGS`) three things must be the same everywhere:

- the folder of the results, under one path: chunks and rows lie in it while the work goes on;
- the user, because nobody else may look into that folder meanwhile;
- Homeward with its extra [spark], in the Python that `PYSPARK_PYTHON` names (the driver's own, if it names none).
"""

import os
import pickle
import shutil
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from homeward.batch.caseload import Reading
from homeward.batch.files import Format, Progress, Summary, evaluate_chunk, write_table, written_aside
from homeward.batch.frames import determination_schema, obligation_schema
from homeward.policy.caseload import Caseload
from homeward.policy.manual import Manual

if TYPE_CHECKING:
    import polars as pl
    from pyspark import SparkContext

ON_THIS_MACHINE: Final = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.ui.enabled": "false",
}
"""How Spark is kept from the network where it has no cluster to speak to."""

_TABLES: Final = ("obligations", "determinations")
_SECONDS_BETWEEN_LOOKS: Final = 0.5


class SparkMissingError(Exception):
    """Spark can not be started on this machine; the message says what to install."""


def evaluate_on_spark(
    reading: Reading,
    manual: Manual,
    as_of: date,
    out: Path,
    *,
    format: Format = "csv",
    every: bool = False,
    progress: Progress = lambda children: None,
) -> Summary:
    """Do what `files.evaluate_files` does, in the tasks of Spark. Raises CaseloadError, SparkMissingError."""
    refuse_without_spark()
    caseloads = reading.chunks()
    summary = Summary()
    with written_aside(out) as aside, TemporaryDirectory(prefix="chunks-", dir=aside) as folder:
        work = _Work(Path(folder).absolute(), manual, as_of, format, every)
        sizes = work.put_chunks(caseloads)
        for part in _done_by_spark(work, sizes, progress) if sizes else ():
            summary.add(part)
        for table, schema in zip(_TABLES, (obligation_schema(), determination_schema()), strict=True):
            work.join(table, schema, len(sizes), aside)
    return summary


def _done_by_spark(work: "_Work", sizes: Sequence[int], progress: Progress) -> list[Summary]:
    """Have all chunks evaluated, and tell how many children are done; `sizes` has the children of each chunk."""
    tasks = _started().parallelize(range(len(sizes)), len(sizes)).map(work.do)
    with ThreadPoolExecutor(1) as waiting:
        answer = waiting.submit(tasks.collect)
        while wait([answer], timeout=_SECONDS_BETWEEN_LOOKS).not_done:
            progress(sum(size for number, size in enumerate(sizes) if work.is_done(number)))
    progress(sum(sizes))
    summaries: list[Summary] = answer.result()
    return summaries


@dataclass(frozen=True)
class _Work:
    """What is to be done with every chunk. It is sent to the workers: `do` runs there, the rest in the driver.

    `folder` holds the chunks and what has come of them; driver and workers see it under the same path.
    """

    folder: Path
    manual: Manual
    as_of: date
    format: Format
    every: bool

    def put_chunks(self, caseloads: Iterable[Caseload]) -> list[int]:
        """Put each of them into a file, for a worker to take. Returns how many children each has."""
        sizes = []
        for number, caseload in enumerate(caseloads):
            with self._chunk(number).open("wb") as file:
                pickle.dump(caseload, file, protocol=pickle.HIGHEST_PROTOCOL)
            sizes.append(len(caseload.child_id))
        return sizes

    def do(self, number: int) -> Summary:
        """Evaluate a chunk and lay its rows beside it."""
        # Spark has given each core a task of its own. Polars looks at this once, when it is loaded.
        os.environ["POLARS_MAX_THREADS"] = "1"
        with self._chunk(number).open("rb") as file:
            caseload: Caseload = pickle.load(file)
        obligations, determinations, summary = evaluate_chunk(caseload, self.manual, self.as_of, every=self.every)
        for table, frame in zip(_TABLES, (obligations, determinations), strict=True):
            self._lay(frame, table, number)
        return summary

    def is_done(self, number: int) -> bool:
        """Whether all rows of a chunk are there."""
        return self._rows(_TABLES[-1], number).exists()

    def join(self, table: str, schema: "pl.Schema", chunks: int, out: Path) -> None:
        """Write the rows of all chunks into the one file of the table."""
        parts = [self._rows(table, number) for number in range(chunks)]
        file = out / f"{table}.{self.format}"
        if self.format == "parquet":
            import polars as pl

            write_table((pl.read_ipc(part) for part in parts), schema, file)
            return
        write_table(iter(()), schema, file)
        with file.open("ab") as joined:
            for part in parts:
                with part.open("rb") as rows:
                    shutil.copyfileobj(rows, joined, length=2**20)
                part.unlink()  # or a large caseload would need the room twice

    def _lay(self, frame: "pl.DataFrame", table: str, number: int) -> None:
        """Write rows aside and move them: Spark may have one chunk done twice, at the same time."""
        rows = self._rows(table, number)
        with TemporaryDirectory(prefix="rows-", dir=self.folder) as folder:
            aside = Path(folder) / rows.name
            if self.format == "parquet":
                frame.write_ipc(aside, compression="lz4")
            else:
                frame.write_csv(aside, include_header=False)
            aside.replace(rows)

    def _chunk(self, number: int) -> Path:
        return self.folder / f"{number}.caseload"

    def _rows(self, table: str, number: int) -> Path:
        return self.folder / f"{number}.{table}"


def refuse_without_spark() -> None:
    """Raise SparkMissingError if this machine lacks what Spark needs, before a long caseload is read for nothing."""
    if find_spec("pyspark") is None:
        raise SparkMissingError("Spark is not installed. It is the extra [spark]: pip install 'homeward[spark]'")
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java", path=f"{home}/bin" if home else None) is None:
        where = f"in JAVA_HOME ({home})" if home else "on this machine"
        raise SparkMissingError(
            f"Spark needs Java 17, and there is none {where}: apt-get install openjdk-17-jre-headless"
        )


def _started() -> "SparkContext":
    """Spark as it is configured, or on this machine; or the one that is already running in this process."""
    from pyspark import SparkConf, SparkContext
    from pyspark.errors import PySparkRuntimeError

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    conf = SparkConf().setAppName("homeward evaluate").set("spark.ui.showConsoleProgress", "false")
    master = os.environ.get("SPARK_MASTER")
    try:
        if master:
            conf.setMaster(master)
        else:
            # Starts Java, which knows what spark-defaults.conf and the like say, and says local[*] if they say nothing.
            master = SparkContext.getSystemProperty("spark.master")
        if master.startswith("local"):
            conf.setAll(ON_THIS_MACHINE.items())
        return SparkContext.getOrCreate(conf)
    except PySparkRuntimeError as error:
        raise SparkMissingError(
            f"Spark could not be started; it needs Java 17, and what it said stands above. ({error})"
        ) from error
