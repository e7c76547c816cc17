"""Take what Homeward uses of the U.S. Web Design System into `static/vendor/uswds`: `make uswds`.

Only the minified style sheet and scripts, the icons, and the files that the style sheet names; a manifest has the
SHA-256 of each, so that a test sees any byte that somebody changed. Needs npm, and is run when the version changes.
"""

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path, PurePosixPath
from typing import Final

VERSION: Final = "3.14.0"
VENDORED: Final = Path(__file__).parent / "static" / "vendor" / "uswds"
MANIFEST: Final = "MANIFEST.json"
_ALWAYS: Final = ("css/uswds.min.css", "js/uswds.min.js", "js/uswds-init.min.js", "img/sprite.svg")
_NAMED: Final = re.compile(r"url\([\"']?\.\./([^)\"']+)[\"']?\)")
_SOURCE_MAP: Final = re.compile(rb"\n?(?:/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S*)")


def vendor(version: str = VERSION, target: Path = VENDORED) -> dict[str, str]:
    """Fetch the package with npm, lay its chosen files into `target`, and write the manifest; returns it."""
    with tempfile.TemporaryDirectory() as folder:
        package = f"@uswds/uswds@{version}"
        packed = subprocess.run(
            ["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True
        )
        with tarfile.open(Path(folder) / packed.stdout.split()[-1]) as archive:
            archive.extractall(folder, filter="data")
        package_folder = Path(folder) / "package"
        names = wanted(package_folder / "dist")
        for name in names:
            _lay(package_folder / "dist" / name, target / name)
        _lay(package_folder / "LICENSE.md", target / "LICENSE.md")
    manifest = hashes(target)
    (target / MANIFEST).write_text(json.dumps({"version": version, "sha256": manifest}, indent=1) + "\n")
    return manifest


def wanted(dist: Path) -> list[str]:
    """The names of the files to take, from the folder `dist` of the package."""
    style_sheet = (dist / _ALWAYS[0]).read_text(encoding="utf-8")
    named = {PurePosixPath(name.split("#")[0].split("?")[0]).as_posix() for name in _NAMED.findall(style_sheet)}
    return sorted({*_ALWAYS, *named})


def hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of every file of a vendored folder but the manifest itself, by its name."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _lay(source: Path, target: Path) -> None:
    """Copy a file, without the comment that names a source map: hashed static files would look for it in vain."""
    content = source.read_bytes()
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(_SOURCE_MAP.sub(b"", content) if target.suffix in {".css", ".js"} else content)


if __name__ == "__main__":
    sys.stdout.write(f"{len(vendor())} files in {VENDORED}\n")
