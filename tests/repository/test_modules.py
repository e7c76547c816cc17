"""The product's modules: each says what it is for, and the engine leans on nothing but numpy."""

import ast
import sys

from tests.repository.tree import ROOT, modules

ALLOWED_IN_POLICY = {"homeward.policy", "homeward.policy_manual", "numpy", "dateutil"}
"""`dateutil` is there for the day of Easter. Beside these only the standard library."""


def imported(source: str) -> set[str]:
    """The names of the modules that a source imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def is_allowed_in_policy(name: str) -> bool:
    return name.split(".", maxsplit=1)[0] in sys.stdlib_module_names or any(
        name == allowed or name.startswith(f"{allowed}.") for allowed in ALLOWED_IN_POLICY
    )


def test_every_module_begins_with_what_it_is_for() -> None:
    assert [name for name, source in modules().items() if not ast.get_docstring(ast.parse(source))] == []


def test_every_folder_of_modules_is_a_package() -> None:
    folders = {(ROOT / name).parent for name in modules()} - {ROOT / "src"}
    assert sorted(str(folder) for folder in folders if not (folder / "__init__.py").is_file()) == []


def test_policy_imports_nothing_but_itself_numpy_and_the_standard_library() -> None:
    found = {
        f"{name}: {module}"
        for name, source in modules().items()
        if name.startswith("src/homeward/policy/")
        for module in imported(source)
        if not is_allowed_in_policy(module)
    }
    assert found == set()
