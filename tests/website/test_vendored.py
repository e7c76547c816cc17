import json
import re
from pathlib import Path

from homeward.website.vendor import MANIFEST, VENDORED, VERSION, hashes, wanted

SOURCE_MAP = re.compile(rb"sourceMappingURL")


def test_every_vendored_file_is_as_it_came() -> None:
    manifest = json.loads((VENDORED / MANIFEST).read_text())
    assert manifest["version"] == VERSION
    assert hashes(VENDORED) == manifest["sha256"]


def test_every_file_that_the_style_sheet_names_is_there() -> None:
    assert [name for name in wanted(VENDORED) if not (VENDORED / name).is_file()] == []


def test_nothing_names_a_source_map() -> None:
    files = [path for path in VENDORED.rglob("*") if path.suffix in {".css", ".js"}]
    assert files
    assert [path.name for path in files if SOURCE_MAP.search(path.read_bytes())] == []


def test_only_what_is_used_is_taken(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "css/uswds.min.css").write_text('a{src:url(../fonts/a.woff2)}b{background:url("../img/b.svg#x")}')
    assert {"fonts/a.woff2", "img/b.svg", "img/sprite.svg"} <= set(wanted(tmp_path))
