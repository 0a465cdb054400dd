"""The house rules, applied to every file of the project, and each shown to bite by a bad example."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from django.core.management import call_command

from tests import house_rules

ROOT = Path(__file__).resolve().parent.parent
NOT_OURS = {".git", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache", "__pycache__", "node_modules", "var"}
GENERATED = ("static/django_ckeditor_5/", "assets/package-lock.json")
"""Built from assets/ or by npm: bound by no limit of length."""
OWN_CODE = ("journal/", "authors/", "articles/")

TRUSTED_OUTPUT: tuple[str, ...] = ()
"""The template lines that may print without escaping, whole and stripped. Each must say in a comment why."""
LONG_FILES: tuple[str, ...] = ()
"""The files that may be longer than the rest. None so far."""

Rule = Callable[[str, str], list[str]]


@cache
def read_project() -> dict[str, str]:
    """Return the text of every file of the project, by its path below the root."""
    return {str(path.relative_to(ROOT)): text for path in _walk(ROOT) if (text := _read_text(path)) is not None}


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_symlink() or path.name in NOT_OURS or path.name.startswith(".venv"):
            continue
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path


def _read_text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


@cache
def list_modules() -> frozenset[str]:
    """Return the names of all modules of the project."""
    return frozenset(house_rules.name_module(path) for path in read_project() if path.endswith(".py"))


def collect_faults(rule: Rule, pattern: str) -> list[str]:
    """Apply `rule` to every file whose path matches `pattern`; fail to look at nothing."""
    files = {path: text for path, text in read_project().items() if re.search(pattern, path)}
    assert files, f"no file matches {pattern}"
    return [f"{path}:{fault}" for path, text in files.items() for fault in rule(path, text)]


def check_imports(path: str, source: str) -> list[str]:
    """The rule of import direction with the modules of this project."""
    return house_rules.find_wrong_imports(path, source, list_modules())


def check_template(path: str, source: str) -> list[str]:
    """The rules for templates with the lines that are trusted here."""
    return house_rules.find_template_faults(path, source, TRUSTED_OUTPUT)


def check_length(path: str, source: str) -> list[str]:
    """The rule of length, except for what is generated or named above."""
    return [] if path.startswith(GENERATED) or path in LONG_FILES else house_rules.find_excess_lines(path, source)


OWN_PYTHON = rf"^(?:{'|'.join(OWN_CODE)})(?!.*/migrations/).*\.py$"
ALL_PYTHON = r"^(?!.*/migrations/).*\.py$"

RULES: dict[str, tuple[Rule, str]] = {
    "imports run one way": (check_imports, ALL_PYTHON),
    "an import inside a function has a reason": (house_rules.find_unreasoned_imports, OWN_PYTHON),
    "booleans are keyword-only": (house_rules.find_positional_booleans, OWN_PYTHON),
    "the environment is read in one place": (house_rules.find_environment_reads, OWN_PYTHON),
    "the database is unblocked in one place": (house_rules.find_opened_databases, r"^tests/.*(?<!house_rules)\.py$"),
    "words to translate can be collected": (lambda _path, text: house_rules.find_hidden_words(text), OWN_PYTHON),
    "names say what is in a file": (
        lambda path, _text: house_rules.find_forbidden_name(path),
        r"\.(?:py|html|css|js)$",
    ),
    "files are short": (check_length, r"^(?!.*/migrations/).*\.(?:py|html|css|js|mjs|ts)$"),
    "templates have no inline code": (check_template, r"(?:^|/)templates/.*\.(?:html|txt|xml)$"),
    "what readers get has its colons translated": (
        lambda _path, text: house_rules.find_bare_colons(text),
        r"^templates/(?:press/.*|[^/]+)\.html$",
    ),
    "nothing names one machine": (house_rules.find_machine_addresses, r"."),
}


@pytest.mark.parametrize("name", RULES)
def test_the_project_keeps_the_rule(name: str) -> None:
    rule, pattern = RULES[name]
    assert collect_faults(rule, pattern) == []


@pytest.mark.django_db
def test_the_migrations_say_what_the_models_say() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)


WRONG_IMPORTS = {
    "text may not import ground (journal.fields)": (
        "journal/text/plain.py",
        "from journal.fields import RichTextField",
    ),
    "journal.text knows nothing of Django": ("journal/text/plain.py", "from django.utils.html import escape"),
    "ground may not import authors (authors.models)": ("journal/fields.py", "from authors import models"),
    "authors may not import choices (articles.choices)": ("authors/models.py", "from articles.choices import Stage"),
    "choices may not import models (articles.models)": ("articles/choices.py", "import articles.models"),
    "models may not import acts (articles.workflow)": ("articles/models/version.py", "from ..workflow import apply"),
    "acts may not import press (articles.press)": ("articles/workflow.py", "from articles import press"),
    "press may not import desk (articles.desk)": ("articles/press/views.py", "def show():\n import articles.desk"),
    "desk may not import assembly (journal.urls)": ("articles/desk/board.py", "from journal.urls import urlpatterns"),
    "journal.settings is imported by nobody; use django.conf": ("journal/urls.py", "from journal import settings"),
    "journal.settings may not import journal.fields": ("journal/settings.py", "from journal.fields import LineField"),
}
MODULES = {
    "journal.fields",
    "journal.settings",
    "journal.urls",
    "journal.env",
    "authors.models",
    "articles.choices",
    "articles.models",
    "articles.workflow",
    "articles.press",
    "articles.desk",
}


@pytest.mark.parametrize("fault", WRONG_IMPORTS)
def test_an_import_upward_is_reported(fault: str) -> None:
    path, source = WRONG_IMPORTS[fault]
    line = source.count("\n") + 1
    assert house_rules.find_wrong_imports(path, source, MODULES) == [f"{line}: {fault}"]


def test_an_import_downward_is_allowed() -> None:
    source = "import json\nfrom django.db import models\nfrom articles.choices import Stage\nfrom . import workflow"
    assert house_rules.find_wrong_imports("articles/publication.py", source, MODULES) == []
    assert house_rules.find_wrong_imports("journal/settings.py", "from journal.env import env_str", MODULES) == []


def test_an_import_inside_a_function_without_a_reason_is_reported() -> None:
    source = "def ready():\n    from journal import checks\n    import lxml  # because\n"
    reasons = "('slow import', 'optional dependency', 'app ready')"
    assert house_rules.find_unreasoned_imports("a.py", source) == [
        f"2: an import inside a function needs a reason: {reasons}",
        f"3: an import inside a function needs a reason: {reasons}",
    ]


def test_an_import_inside_a_function_with_a_reason_is_allowed() -> None:
    source = "def ready():\n    # app ready\n    from journal import checks\n    import lxml  # slow import\n"
    assert house_rules.find_unreasoned_imports("a.py", source) == []


def test_a_positional_boolean_is_reported() -> None:
    source = "def show(a, b=False, c: bool | None = None): ...\nclass A:\n    async def go(self, d: bool, /): ...\n"
    assert house_rules.find_positional_booleans("a.py", source) == [
        "1: the boolean b of show must be keyword-only",
        "1: the boolean c of show must be keyword-only",
        "3: the boolean d of go must be keyword-only",
    ]


def test_a_keyword_boolean_and_a_dictated_signature_are_allowed() -> None:
    source = "def show(a, *, b=False): ...\ndef pre_save(self, row, add: bool): ...  # noqa: FBT001\n"
    assert house_rules.find_positional_booleans("a.py", source) == []


def test_a_read_of_the_environment_is_reported() -> None:
    source = "import os\na = os.environ['A']\nb = os.environ.get('B')\nc = os.getenv('C')\nos.environ['D'] = '1'\n"
    fault = "the environment is read by journal.env only"
    assert house_rules.find_environment_reads("journal/urls.py", source) == [f"{n}: {fault}" for n in (2, 3, 4)]


def test_a_word_to_translate_within_an_f_string_is_reported() -> None:
    source = "a = _('Due.')\nb = f'{a} {_(\"Soon.\")}'\nc = f'{a} {len(a)}'\n"
    assert house_rules.find_hidden_words(source) == ["2: a word to translate within an f-string"]


def test_a_database_that_is_unblocked_elsewhere_is_reported() -> None:
    source = "def made(django_db_blocker): ...\ndef other(request):\n    request.getfixturevalue('django_db_blocker')\n"
    fault = "the database is unblocked by the fixture open_database only"
    assert house_rules.find_opened_databases("tests/journal/conftest.py", source) == [f"{n}: {fault}" for n in (1, 3)]
    assert house_rules.find_opened_databases("tests/conftest.py", source) == []


def test_a_name_that_says_nothing_is_reported() -> None:
    assert house_rules.find_forbidden_name("journal/helpers/dates.py") == ["1: nothing is called helpers"]
    assert house_rules.find_forbidden_name("articles/utils.py") == ["1: nothing is called utils"]


def test_a_long_file_is_reported() -> None:
    assert house_rules.find_excess_lines("a.py", "\n" * 401) == ["401: longer than 400 lines"]
    assert house_rules.find_excess_lines("a.py", "\n" * 400) == []


def test_a_path_of_one_machine_is_reported() -> None:
    path, address = "/ho" + "me/anna/enface", "https://pypi.org" + "/simple"
    assert house_rules.find_machine_addresses("a.md", f"see {path}\nand {address} or ~/enface") == [
        "1: path of one machine (/ho" + "me/anna)",
        "2: address of a registry (pypi.org" + "/simple)",
    ]


BAD_TEMPLATE = """<p style="color: red">
{# <script>alert(1)</script> is a comment #}
<script>alert(1)</script>
<script src="a.js"></script>
<script type="application/ld+json">{}</script>
<a href="#" onclick="go()">x</a>
<style>p { color: red }</style>
{% blocktranslate count n=1 %}one{% plural %}many{% endblocktranslate %}
{% blocktranslate trimmed %}one{% endblocktranslate %}
{{ text|safe }}
{{ html|safe }}
{% autoescape off %}{% endautoescape %}
"""


def test_inline_code_in_a_template_is_reported() -> None:
    assert house_rules.find_template_faults("a.html", BAD_TEMPLATE, ["{{ html|safe }}"]) == [
        "1: inline style",
        "3: inline script",
        "6: inline handler onclick",
        "7: inline style",
        "8: blocktranslate without trimmed",
        "10: output that is not escaped",
        "12: output that is not escaped",
    ]


def test_a_colon_after_what_is_printed_is_reported() -> None:
    source = """{% translate "Topics" %}: {{ topics }}
{% blocktranslate trimmed with name=a %}
  {{ name }}: good
{% endblocktranslate %}
<strong>{{ name }}</strong>: <a href="{{ scheme }}://{{ host }}">x</a>
{# {{ name }}: a comment #}{% blocktranslate trimmed %}Bad{% endblocktranslate %}:
<a href="mailto:{{ address }}" title="{{ hours }}:00">{% translate "Good:" %}</a>
"""
    fault = "a colon that is not translated"
    assert house_rules.find_bare_colons(source) == [f"{line}: {fault}" for line in (1, 5, 6)]
