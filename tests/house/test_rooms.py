"""Who may import whom, and where each third-party library is known."""

import ast
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2] / "zsite"

MAY_IMPORT = {
    "digest": set(),
    "problems": set(),
    "report": {"problems"},
    "content": {"digest", "problems"},
    "config": {"content", "problems"},
    "site": {"content", "digest", "problems"},
    "theme": {"content", "site", "digest", "problems"},
    "render": {"content", "site", "digest", "problems"},
    "build": {"digest", "problems"},
    "stages": {
        *("config", "content", "site", "theme", "render", "build"),
        *("report", "digest", "problems"),
    },
    "printers": {
        *("config", "site", "render", "build", "stages"),
        *("report", "problems"),
    },
    "printing": {
        *("config", "content", "site", "theme", "render", "build", "stages", "printers"),
        *("report", "digest", "problems"),
    },
    "pipeline": {
        *("config", "content", "site", "theme", "render", "build", "stages", "printing", "warm"),
        *("report", "digest", "problems"),
    },
    "warm": {"content", "build", "stages", "report", "digest", "problems"},
    "again": {"content", "build", "stages", "pipeline", "warm", "report", "digest", "problems"},
    "session": {"pipeline", "warm", "again", "build", "content", "report", "digest", "problems"},
    "check": {
        *("config", "content", "site", "render", "build", "stages", "pipeline"),
        *("session", "report", "digest", "problems"),
    },
    "ship": {
        *("config", "content", "site", "theme", "render", "build", "stages", "session", "warm"),
        *("report", "digest", "problems"),
    },
    "cli": {"__version__", "session", "check", "ship", "report", "problems", "content"},
    "__main__": {"cli"},
    "zsite": set(),
}
PLANNING = {
    "build.plan",
    "build.planning",
    "build.around",
    "build.files",
    "build.paper",
    "build.printing",
    "build.offering",
    "build.pressing",
    "build.prints",
    "build.inputs",
    "build.reach",
    "build.seeing",
}  # they turn editions into artifacts
ALSO = {"content", "site", "theme", "render"}
BELOW = {
    "theme": {"content": {"documents", "sources"}, "site": {"pages"}},
    "session": {"content": {"sources"}},
    "cli": {"content": {"sources"}},
    "ship": {"build": {"code", "faults", "lock", "paths", "replace", "store", "trees"}},
}
LIBRARIES = {
    "yaml": "zsite.content.documents",
    "markdown": "zsite.content.markdown.",
    "nh3": "zsite.content.markdown.",
    "pypinyin": "zsite.content.layout",
    "babel": "zsite.site.formats.",
    "jinja2": "zsite.theme.templates",
    "rjieba": "zsite.theme.phrases",
    "PIL": "zsite.render.",
    "zxingcpp": "zsite.render.qr",
    "typst": "zsite.render.guide.child",
    "fontTools": "zsite.render.fonts.opened",
    "pikepdf": "zsite.render.press.",
    "sqlite3": "zsite.build.database",
    "opencc": "zsite.check.scripts",
    "pypdfium2": "zsite.render.",
    "livereload": "zsite.ship.serve.",
    "tornado": "zsite.ship.serve.",
    "watchfiles": "zsite.ship.serve.watching",
    "selectolax": "zsite.",
    "brotli": "zsite.ship.publish.compressed",
    "asyncssh": "zsite.ship.publish.hosts.sftp.",
    "boto3": "zsite.ship.publish.bucket",
    "botocore": "zsite.ship.publish.bucket",
    "xlsxwriter": "zsite.ship.sheets",
    "click": "zsite.cli.",
    "rich": "zsite.cli.",
}


SERVING = {  # they answer, and never ask
    "zsite.ship.serve.handlers",
    "zsite.ship.serve.house",
    "zsite.ship.serve.network",
    "zsite.ship.serve.server",
}


def module_name(path: Path) -> str:
    name = ".".join(path.relative_to(TOP.parent).with_suffix("").parts)
    return name.removesuffix(".__init__")


MODULES = {module_name(path): path for path in sorted(TOP.rglob("*.py"))}


def imported(path: Path) -> Iterator[str]:
    """Full names of what a module imports anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room(name: str) -> str:
    return name.split(".")[1] if "." in name else name


@pytest.mark.parametrize("module", MODULES)
def test_a_room_imports_only_what_it_may(module: str) -> None:
    here = room(module)
    allowed = MAY_IMPORT[here] | (ALSO if module.removeprefix("zsite.") in PLANNING else set())
    for name in imported(MODULES[module]):
        if name.split(".")[0] == "zsite" and room(name) != here:
            assert room(name) in allowed, f"{module} imports {name}"
            below = BELOW.get(here, {}).get(room(name))
            assert below is None or name.split(".")[2] in below, f"{module} imports {name}"


def test_the_rooms_have_an_order() -> None:
    """No room imports, by whatever detour, one that imports it."""
    done: set[str] = set()
    waiting = dict(MAY_IMPORT) | {"build": MAY_IMPORT["build"] | ALSO}
    while waiting:
        free = {name for name, needs in waiting.items() if needs <= done | {"__version__"}}
        assert free, waiting
        done |= free
        waiting = {name: needs for name, needs in waiting.items() if name not in free}


def test_a_library_is_known_in_one_place() -> None:
    users = defaultdict(set)
    for module, path in MODULES.items():
        for name in imported(path):
            top = name.split(".")[0]
            if top != "zsite" and (top in LIBRARIES or top not in sys.stdlib_module_names):
                users[top].add(module)
    assert users.keys() == LIBRARIES.keys()
    for library, modules in users.items():
        said = LIBRARIES[library]
        places = said if isinstance(said, tuple) else (said,)
        for place in places:
            inside = {m for m in modules if f"{m}.".startswith(place) or m == place}
            assert inside, (library, place)
            assert place.endswith(".") or len(inside) == 1
            modules = modules - inside
        assert not modules, (library, modules)


@pytest.mark.parametrize("call", ["print", "exit", "quit", "input"])
def test_only_the_command_line_talks(call: str) -> None:
    for module, path in MODULES.items():
        if room(module) != "cli":
            assert call not in set(calls(path)), module


def test_nothing_executes_or_unpickles() -> None:
    """A cloned project is data: nothing in it, or in its state folder, can be run."""
    dangerous = {"eval", "exec", "compile", "__import__"}
    modules = {"pickle", "marshal", "shelve", "dill", "importlib.util", "runpy", "code"}
    for module, path in MODULES.items():
        assert not dangerous & set(calls(path)), module
        if module in ("zsite.build.forks", "zsite.build.parallel"):
            continue  # their pipes lead from the program to the program
        assert not modules & {name.rpartition(".")[0] or name for name in imported(path)}, module


CONNECTED = {
    "zsite.build.lock": {"socket"},  # for the host's name
    "zsite.check.outside": {"http", "http.client", "ssl"},  # links to other sites, when asked for
    "zsite.ship.publish.lease": {"socket"},  # the same
    "zsite.ship.publish.proof": {"urllib.request"},
    "zsite.ship.publish.purge": {"urllib.request"},
    "zsite.ship.publish.hosts.sftp.session": {"asyncio"},
    "zsite.ship.publish.hosts.sftp.transfer": {"asyncio"},
}


def test_nothing_but_publishing_opens_a_connection() -> None:
    network = {
        "socket",
        "ssl",
        "http",
        "urllib.request",
        "ftplib",
        "smtplib",
        "asyncio",
        "requests",
    }
    for module, path in MODULES.items():
        for name in imported(path):
            found = {name, name.rpartition(".")[0]} & network
            assert module in SERVING or found <= CONNECTED.get(module, set()), module


def test_no_module_keeps_state() -> None:
    """No function changes what stands at the top of its module."""
    for module, path in MODULES.items():
        tree = ast.parse(path.read_text("utf-8"))
        tops = {name for node in tree.body for name in assigned(node)}
        assert not [n for n in ast.walk(tree) if isinstance(n, ast.Global)], module
        for function in (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)):
            own = {arg.arg for arg in ast.walk(function) if isinstance(arg, ast.arg)}
            own |= {name for node in ast.walk(function) for name in assigned(node)}
            assert not (tops - own) & set(changed(function)), f"{module}.{function.name}"


def assigned(node: ast.AST) -> Iterator[str]:
    """The names that a statement binds."""
    if isinstance(node, ast.Assign):
        yield from (
            n.id
            for each in node.targets
            for n in ast.walk(each)
            if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
        )
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id


def changed(function: ast.FunctionDef) -> Iterator[str]:
    """The names whose values a function changes in place."""
    methods = {
        "append",
        "add",
        "update",
        "setdefault",
        "pop",
        "clear",
        "extend",
        "insert",
        "remove",
    }
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in methods and isinstance(node.func.value, ast.Name):
                yield node.func.value.id
        elif isinstance(node, (ast.Subscript, ast.Attribute)) and isinstance(node.value, ast.Name):
            if isinstance(node.ctx, (ast.Store, ast.Del)):
                yield node.value.id
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def calls(path: Path) -> Iterator[str]:
    """The bare names that a module calls."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


def test_every_module_imports_alone() -> None:
    """Each in an interpreter that has imported nothing of zsite before."""
    code = (
        "import importlib, sys\n"
        "for name in sys.argv[1:]:\n"
        "    importlib.import_module(name)\n"
        "    [sys.modules.pop(m) for m in list(sys.modules) if m.split('.')[0] == 'zsite']\n"
    )
    names = [name for name in MODULES if name != "zsite.__main__"]
    done = subprocess.run([sys.executable, "-c", code, *names], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


HEAVY = [
    "fontTools",
    "pikepdf",
    "pypdfium2",
    "yaml",
    "jinja2",
    "markdown",
    "nh3",
    "PIL",
    "babel",
    "sqlite3",
    "pypinyin",
    "rich",
    "concurrent.futures",
    "multiprocessing",
    "asyncio",
    "asyncssh",
    "boto3",
    "botocore",
    "brotli",
    "selectolax",
    "xlsxwriter",
]


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["build", "--help"], ["publish", "--help"]]
)
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom zsite.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "print('MODULES', *sys.modules)\n"
    )
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    loaded = set(done.stdout.rpartition("MODULES")[2].split())
    assert not loaded & set(HEAVY)
    assert not [name for name in loaded if name.startswith(("zsite.content", "zsite.site"))]


def test_an_unchanged_project_imports_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "zsite.yaml").write_text("title: {zh: 甲, en: A}\n", "utf-8")
    code = (
        "import sys, pathlib\nfrom zsite import session\nfrom zsite.report import Wishes\n"
        "report = session.build(pathlib.Path(sys.argv[1]), Wishes('2026-01-01'))\n"
        "assert report.totals is not None, report.problems\n"
        "print(len(report.totals.made), *sys.modules)\n"
    )
    for _ in range(3):
        command = [sys.executable, "-c", code, str(tmp_path)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    made, *loaded = done.stdout.split()
    assert made == "0"
    assert not set(loaded) & {*HEAVY, "zsite.pipeline"} - {"sqlite3"}


def test_test_files_have_names_of_their_own() -> None:
    """Two of one name pass alone and cannot be collected together."""
    names = Counter(path.name for path in Path(__file__).parents[1].rglob("test_*.py"))
    assert [name for name, count in names.items() if count > 1] == []
