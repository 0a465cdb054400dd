"""The house rules as functions: the path and the text of one file in, a list of faults out. No rule reads a disk.

A fault is `line: what is wrong`. The rules are applied, and shown to bite, in `tests/test_conventions.py`.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Set
from functools import cache
from pathlib import PurePosixPath

LAYERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("text", ("journal.text", "journal.languages")),
    (
        "ground",
        (
            *("journal.env", "journal.columns", "journal.editor", "journal.fields", "journal.models"),
            *("journal.pictures", "journal.translation"),
        ),
    ),
    ("authors", ("authors",)),
    ("choices", ("articles.choices",)),
    ("models", ("articles.models", "articles.translation")),
    ("acts", ("articles",)),
    ("manuscripts", ("articles.manuscripts", "articles.xliff")),
    ("press", ("articles.press",)),
    ("desk", ("articles.desk", "articles.interchange", "articles.management", "articles.templatetags")),
    ("assembly", ("journal",)),
)
"""From the bottom up. A module belongs to the layer with the longest prefix of its name, and imports no higher one."""

SETTINGS_MAY_IMPORT = ("journal.env", "journal.languages", "journal.text")
FORBIDDEN_NAMES = frozenset(
    {"utils", "util", "helpers", "helper", "common", "services", "service", "misc", "selectors"}
)
IMPORT_REASONS = ("slow import", "optional dependency", "app ready")
MOST_LINES = 400

_GETTEXT = frozenset({"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"})
_MACHINE_PATH = re.compile(r"(?<![\w/.:$}~-])/(?:home|root|work|Users)/[\w.]+")
_REGISTRY = re.compile(r"registry\.npmjs\.org|pypi\.org/simple|files\.pythonhosted\.org|--(?:extra-)?index-url")
_COMMENT = re.compile(r"<!--.*?-->|{#.*?#}|{% comment.*?endcomment %}", re.DOTALL)
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_DATA_BLOCK = re.compile(r"""type=["']application/(?:ld\+)?json["']""")
_STYLE = re.compile(r"<style\b|<[a-z][^<>]*\sstyle\s*=", re.IGNORECASE)
_HANDLER = re.compile(r"<[a-z][^<>]*\s(on[a-z]+)\s*=", re.IGNORECASE)
_BLOCKTRANSLATE = re.compile(r"{%-?\s*blocktrans(?:late)?\b(?P<options>[^%]*)%}")
_TRANSLATED = re.compile(r"({%-?\s*blocktrans(?:late)?\b).*?({%-?\s*endblocktrans(?:late)?\b)", re.DOTALL)
_BARE_COLON = re.compile(r"(?:%}|}})(?:</\w+>)*\s*:(?=[\s<{]|\Z)")
_SAFE = re.compile(r"\|\s*safe(?:seq)?\b|{%\s*autoescape\s+off")


@cache
def find_layer(module: str) -> int | None:
    """Return the place of a module in LAYERS, None for what is not the project's own."""
    matches = [
        (len(prefix), level)
        for level, (_name, prefixes) in enumerate(LAYERS)
        for prefix in prefixes
        if _is_within(module, prefix)
    ]
    return max(matches)[1] if matches else None


def find_wrong_imports(path: str, source: str, modules: Set[str]) -> list[str]:
    """Report imports against the direction of the layers. `modules` are the names of all modules of the project."""
    module = name_module(path)
    own = find_layer(module)
    faults = []
    for node, imported in _list_imports(ast.parse(source), module, is_package=path.endswith("/__init__.py")):
        target = imported if imported in modules else imported.rpartition(".")[0]
        layer = find_layer(target)
        if _is_within(module, "journal.text") and _is_within(imported, "django"):
            faults.append(f"{node.lineno}: journal.text knows nothing of Django")
        elif target == "journal.settings" and path != "tests/settings.py":
            faults.append(f"{node.lineno}: journal.settings is imported by nobody; use django.conf")
        elif module == "journal.settings" and layer is not None and not _is_any(target, SETTINGS_MAY_IMPORT):
            faults.append(f"{node.lineno}: journal.settings may not import {target}")
        elif own is not None and layer is not None and layer > own:
            faults.append(f"{node.lineno}: {LAYERS[own][0]} may not import {LAYERS[layer][0]} ({target})")
    return faults


def find_unreasoned_imports(path: str, source: str) -> list[str]:
    """Report imports inside a function without one of IMPORT_REASONS in a comment beside or above them."""
    lines = source.splitlines()
    faults = []
    for function in _list_functions(source):
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                beside = lines[max(node.lineno - 2, 0) : node.end_lineno]
                comments = " ".join(line.partition("#")[2] for line in beside)
                if not any(reason in comments for reason in IMPORT_REASONS):
                    faults.append(f"{node.lineno}: an import inside a function needs a reason: {IMPORT_REASONS}")
    return sorted(set(faults))


def find_positional_booleans(path: str, source: str) -> list[str]:
    """Report boolean parameters that may be given by position. `# noqa: FBT` marks a signature that Django dictates."""
    lines = source.splitlines()
    faults = []
    for function in _list_functions(source):
        arguments = function.args.posonlyargs + function.args.args
        defaults: list[ast.expr | None] = [None] * (len(arguments) - len(function.args.defaults))
        for argument, default in zip(arguments, defaults + function.args.defaults, strict=True):
            is_boolean = isinstance(default, ast.Constant) and isinstance(default.value, bool)
            if argument.annotation is not None:
                is_boolean |= bool({"bool"} & set(ast.unparse(argument.annotation).replace("|", " ").split()))
            if is_boolean and "noqa: FBT" not in lines[argument.lineno - 1]:
                faults.append(f"{argument.lineno}: the boolean {argument.arg} of {function.name} must be keyword-only")
    return faults


def find_environment_reads(path: str, source: str) -> list[str]:
    """Report reads of the environment outside `journal/env.py`, whose readers are what the documentation is held to."""
    if path == "journal/env.py":
        return []
    faults = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Subscript(value=ast.Attribute(attr="environ"), ctx=ast.Load()):
                faults.append(f"{node.lineno}: the environment is read by journal.env only")
            case ast.Call(func=ast.Attribute(attr="get", value=ast.Attribute(attr="environ"))):
                faults.append(f"{node.lineno}: the environment is read by journal.env only")
            case ast.Call(func=ast.Attribute(attr="getenv") | ast.Name(id="getenv")):
                faults.append(f"{node.lineno}: the environment is read by journal.env only")
    return faults


def find_hidden_words(source: str) -> list[str]:
    """Report words of the interface within an f-string, where the collector of words does not look."""
    inside = (
        call
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.JoinedStr)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
    )
    return [f"{call.lineno}: a word to translate within an f-string" for call in inside if call.func.id in _GETTEXT]  # type: ignore[attr-defined]


def find_opened_databases(path: str, source: str) -> list[str]:
    """Report who unblocks the database outside `tests/conftest.py`, whose fixture `open_database` makes sure that it is
    a test database, even where a test runs alone."""
    if path == "tests/conftest.py":
        return []
    return [
        f"{node.lineno}: the database is unblocked by the fixture open_database only"
        for node in ast.walk(ast.parse(source))
        if (isinstance(node, ast.arg) and node.arg == "django_db_blocker")
        or (isinstance(node, ast.Constant) and node.value == "django_db_blocker")
    ]


def find_forbidden_name(path: str) -> list[str]:
    """Report a file or folder whose name says nothing about what is in it."""
    parts = PurePosixPath(path).with_suffix("").parts
    return [f"1: nothing is called {part}" for part in parts if part in FORBIDDEN_NAMES]


def find_excess_lines(path: str, source: str) -> list[str]:
    """Report a file of more than MOST_LINES lines."""
    count = len(source.splitlines())
    return [f"{count}: longer than {MOST_LINES} lines"] if count > MOST_LINES else []


def find_machine_addresses(path: str, source: str) -> list[str]:
    """Report paths into somebody's home and addresses of package registries."""
    return [
        f"{number}: {what} ({match[0]})"
        for number, line in enumerate(source.splitlines(), start=1)
        for pattern, what in ((_MACHINE_PATH, "path of one machine"), (_REGISTRY, "address of a registry"))
        for match in pattern.finditer(line)
    ]


def find_template_faults(path: str, source: str, trusted: Iterable[str] = ()) -> list[str]:
    """Report inline scripts and styles, untrimmed translations, and unescaped output outside the `trusted` lines.

    Data blocks of JSON are no scripts. `trusted` holds whole lines, stripped.
    """
    plain = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), source)
    lines = plain.splitlines()
    found: list[tuple[int, str]] = []
    for match in _SCRIPT.finditer(plain):
        if match[2].strip() and not _DATA_BLOCK.search(match[1]):
            found.append((match.start(), "inline script"))
    found += [(match.start(), "inline style") for match in _STYLE.finditer(plain)]
    found += [(match.start(1), f"inline handler {match[1]}") for match in _HANDLER.finditer(plain)]
    for match in _BLOCKTRANSLATE.finditer(plain):
        if "trimmed" not in match["options"].split():
            found.append((match.start(), "blocktranslate without trimmed"))
    for match in _SAFE.finditer(plain):
        if lines[plain.count("\n", 0, match.start())].strip() not in set(trusted):
            found.append((match.start(), "output that is not escaped"))
    return [f"{plain.count(chr(10), 0, offset) + 1}: {what}" for offset, what in sorted(found)]


def find_bare_colons(source: str) -> list[str]:
    """Report a colon of the template's own after what it prints. It belongs into the words that are translated, for
    Armenian has ՝ there."""
    plain = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), source)
    plain = _TRANSLATED.sub(lambda match: match[1] + "\n" * match[0].count("\n") + match[2], plain)
    lines = (plain.count("\n", 0, match.end()) + 1 for match in _BARE_COLON.finditer(plain))
    return [f"{line}: a colon that is not translated" for line in lines]


def name_module(path: str) -> str:
    """Return the dotted name of a Python file of the project."""
    parts = PurePosixPath(path).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _is_within(module: str, prefix: str) -> bool:
    return module == prefix or module.startswith(prefix + ".")


def _is_any(module: str, prefixes: Iterable[str]) -> bool:
    return any(_is_within(module, prefix) for prefix in prefixes)


def _list_functions(source: str) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def _list_imports(tree: ast.Module, module: str, *, is_package: bool) -> Iterator[tuple[ast.stmt, str]]:
    """Yield every import with the full name of what it brings: a module, or a name inside one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = module.split(".")
            above = above[: len(above) - node.level + (1 if is_package else 0)] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((node, f"{base}.{alias.name}") for alias in node.names)
