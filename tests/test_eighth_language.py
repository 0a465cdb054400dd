"""An eighth language is one row in journal/languages.py and `makemigrations`: done here on a copy of the project."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = shutil.ignore_patterns(".*", "var", "node_modules", "assets", "__pycache__", "bench", "docs")
ROW = '    Language("uk", "Українська", "Ukrainian", "uk", "uk_UA", "Cyrl", "simple", ("«", "»", "„", "“"), 1170),\n'
ONE_OF_OURS = "    Language("

MAKE_WRITE_AND_PUBLISH = """
import importlib, os
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "journal.settings"
django.setup()

from datetime import UTC, datetime
from django.core.management import call_command
from articles import workflow
from articles.choices import Act
from articles.full_text.forms import find_forms
from articles.models import Article, LanguageVersion
from articles.press.search.asking import Question, split_question
from articles.press.search.matching import find_matches
from journal.models import User

call_command("makemigrations", interactive=False)
importlib.invalidate_caches()
call_command("makemigrations", check_changes=True, dry_run=True)
call_command("migrate", verbosity=0)
at = datetime(2026, 3, 2, 9, tzinfo=UTC)
chief = User.objects.create(username="chief", is_staff=True, is_superuser=True)

def write(version, language):
    texts = {"title": f"Title {language}", "standfirst": "Standfirst", "body": f"<p>Body {language}, слова</p>"}
    workflow.apply(version, Act.SAVE, by=chief, at=at, edit_number=0, texts=texts)
    workflow.apply(version, Act.PUBLISH, by=chief, at=at)

original = workflow.begin(language="uk", working_title="A piece", by=chief, at=at)
write(original, "uk")
write(workflow.plan(original.article, "hy", by=chief, at=at), "hy")
shown = LanguageVersion.objects.published(at=at)
article = Article.objects.get()
terms, _has_more = split_question("слово")
found, _is_cut = find_matches(find_forms(terms), Question(language="uk"), "uk", at=at)
print([(row.language, row.revisions.get().title) for row in shown], article.body_uk, repr(article.body_de))
print([row.language for row in found])
"""


def run(folder: Path, *arguments: str, **environment: str) -> str:
    """Run Python in the copy, with a database of its own; fail with its words when it does."""
    plain = {
        name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "ENFACE_", "PYTEST_"))
    }
    plain.pop("DATABASE_URL", None)
    plain |= {"ENFACE_DATA_DIR": str(folder / "var"), "PYTHONPATH": str(folder), **environment}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=plain, capture_output=True, text=True, check=False, timeout=240
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_an_eighth_language_is_one_row_and_makemigrations(tmp_path: Path) -> None:
    copy = tmp_path / "project"
    shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
    table = copy / "journal/languages.py"
    before, _, after = table.read_text(encoding="utf-8").partition(ONE_OF_OURS)
    table.write_text(before + ROW + ONE_OF_OURS + after, encoding="utf-8")
    (copy / "var").mkdir()
    printed = run(copy, "-c", MAKE_WRITE_AND_PUBLISH)
    made, nothing_left, written = printed.partition("No changes detected\n")
    assert ("article_language_known" in made, nothing_left) == (True, "No changes detected\n")
    names = sorted(path.relative_to(copy).as_posix() for path in copy.glob("*/migrations/0002_*.py"))
    assert [name.split("/")[0] for name in names] == ["articles", "authors", "journal"]
    assert written.splitlines() == [
        "[('uk', 'Title uk'), ('hy', 'Title hy')] <p>Body uk, слова</p> ''",
        "['uk']",
    ]
