"""The direction of imports: scheduler -> crawler -> parsers, kept by walking the code."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FORBIDDEN = {
    "parsers": {"crawler", "scheduler", "scrapy", "twisted", "sqlite3", "sqlite_utils", "apscheduler",
                "click", "rich", "requests", "httpx", "urllib.request", "socket", "asyncio"},
    "crawler": {"scheduler", "sqlite3", "sqlite_utils", "apscheduler", "click", "rich"},
    "scheduler": {"tests", "benchmarks"},
}  # fmt: skip
# Every module of the scheduler whose docstring says so is pure; these must say so.
PURE = {
    "changes",
    "edits",
    "diff",
    "align",
    "facts",
    "revisit",
    "health",
    "feeds",
    "searchgrammar",
    "searchquery",
    "searchmarks",
}


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def offends(name: str, forbidden: set[str]) -> bool:
    return any(name == bad or name.startswith(bad + ".") for bad in forbidden)


@pytest.mark.parametrize("package", FORBIDDEN)
def test_no_layer_imports_a_higher_one(package: str) -> None:
    modules = sorted((ROOT / package).rglob("*.py"))
    assert modules, f"{package} has no modules"
    wrong = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules
        for name in imported(path)
        if offends(name, FORBIDDEN[package])
    }
    assert not wrong


def pure_modules() -> list[str]:
    paths = sorted((ROOT / "scheduler").glob("*.py"))
    docs = {path.stem: ast.get_docstring(ast.parse(path.read_text("utf-8"))) for path in paths}
    return [name for name, doc in docs.items() if (doc or "").startswith("PURE")]


def test_the_core_says_that_it_is_pure() -> None:
    assert set(pure_modules()) >= PURE


@pytest.mark.parametrize("module", pure_modules())
def test_pure_modules_do_no_input_or_output(module: str) -> None:
    path = ROOT / "scheduler" / f"{module}.py"
    impure = {
        "sqlite3",
        "sqlite_utils",
        "scrapy",
        "pathlib",
        "os",
        "subprocess",
        "scheduler.store",
        "time",
        "click",
    }
    values = {"scheduler.store.rows"}  # plain values, no SQL: a pure module may be handed them
    names = {name for name in imported(path) if not offends(name, values)}
    assert not {name for name in names if offends(name, impure)}


def test_every_module_says_what_it_does() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for package in FORBIDDEN
        for path in (ROOT / package).rglob("*.py")
        if path.read_text("utf-8").strip()
        and not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert not silent
