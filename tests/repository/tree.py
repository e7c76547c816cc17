"""The files of the repository as git sees them: tracked, or new and not ignored."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
VENDORED = ROOT / "src/homeward/website/static/vendor"


@cache
def files() -> tuple[Path, ...]:
    """Every file of the repository that exists, as an absolute path."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


def texts() -> dict[str, str]:
    """The text of every file that is text (UTF-8), by its path from the root; without what others wrote (vendored)."""
    ours = (path for path in files() if VENDORED not in path.parents)
    return {_name(path): text for path in ours if (text := _text_of(path)) is not None}


def modules() -> dict[str, str]:
    """The source of every Python module of the product, by its path from the root."""
    return {name: text for name, text in texts().items() if name.startswith("src/") and name.endswith(".py")}


@cache
def _text_of(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
