"""The same form twice, one after the other and at once: nothing is done twice, and both are told that it was done."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from articles.models import Article, LanguageVersion, LogEntry, Publication, Revision
from articles.models import Credit as CreditRow
from authors.models import Author
from tests import factories
from tests.articles.desk.forms import facing_path, original_path, read_form, respell, sign_in
from tests.articles.races import run_at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_database")]

Case = tuple[str, str, dict[str, Any]]
"""Whether it is done on the original or on the translation, the act, and what is typed."""

CASES: list[Case] = [
    ("original", "save", {"title": "Typed", "credit_0_author": "1", "note_0_text": "<p>New.</p>"}),
    ("original", "plan", {"title": "Typed", "plan_language": "ru"}),
    ("original", "assign-{de}", {"assign-{de}-instruction": "Soon"}),
    ("original", "drop-{de}", {}),
    ("original", "release", {"title": "Typed", "significance": "major"}),
    ("original", "publish", {"title": "Typed", "significance": "major"}),
    ("original", "schedule", {"significance": "typo", "title": "Typed", "when": "2099-01-01T10:00"}),
    ("translation", "save", {"title": "Getippt", "note_0_text": "<p>Neu.</p>"}),
    ("translation", "submit", {**factories.make_texts("de"), "slug": "wort"}),
]


def make_piece() -> tuple[Article, LanguageVersion]:
    Author.objects.get_or_create(pk=1, defaults={"slug": "ani", "name_en": "Ani"})
    article = factories.create_article()
    factories.release(factories.find_version(article))
    return article, factories.create_version(article, "de")


def count_everything() -> tuple[int, ...]:
    rows: tuple[Any, ...] = (LogEntry, Revision, Publication, LanguageVersion, CreditRow)
    return tuple(model.objects.count() for model in rows)


def prepare(case: Case) -> tuple[str, dict[str, Any]]:
    """Make a piece; return the address of the screen and what its form would send."""
    place, act, typed = case
    article, german = make_piece()
    path = original_path(article) if place == "original" else facing_path(german)
    values, _buttons = read_form(sign_in(factories.find_chief()), path)
    changes = {name.replace("{de}", str(german.pk)): text for name, text in typed.items()}
    return path, {**values, **respell(changes), "act": act.replace("{de}", str(german.pk))}


def test_every_act_sent_twice_is_done_once_and_answered_alike() -> None:
    for case in CASES:
        path, posted = prepare(case)
        client = sign_in(factories.find_chief())
        first = client.post(path, posted)
        once = count_everything()
        second = client.post(path, posted)
        said = [str(message) for message in client.get(path).context["messages"]]
        assert (case, first.status_code, second.status_code) == (case, 303, 303)
        assert (case, count_everything(), len(said), len(set(said))) == (case, once, 2, 1)


def test_every_act_sent_twice_at_once_is_done_once_and_answered_alike() -> None:
    for case in (CASES[0], CASES[1], CASES[5], CASES[-1]):
        path, posted = prepare(case)
        other, control = prepare(case)
        before = count_everything()
        assert sign_in(factories.find_chief()).post(other, control).status_code == 303
        grown = tuple(after - was for after, was in zip(count_everything(), before, strict=True))
        before = count_everything()
        clients = [sign_in(factories.find_chief()) for _number in range(2)]
        jobs: list[Callable[[], object]] = [partial(client.post, path, posted) for client in clients]
        answers = run_at_once(jobs)
        assert (case, [getattr(answer, "status_code", answer) for answer in answers]) == (case, [303, 303])
        once = tuple(after - was for after, was in zip(count_everything(), before, strict=True))
        assert (case, once) == (case, grown)


def test_a_form_that_is_changed_before_it_is_sent_again_is_another_one() -> None:
    path, posted = prepare(("original", "save", {"title": "Typed"}))
    client = sign_in(factories.find_chief())
    assert client.post(path, posted).status_code == 303
    assert client.post(path, {**posted, "title": "Typed on"}).status_code == 409
    titles = list(LanguageVersion.objects.filter(translated_from=None).values_list("article__title_hy", flat=True))
    assert titles == ["Typed"]


def test_a_form_sent_again_after_somebody_else_has_saved_meets_their_text() -> None:
    path, posted = prepare(("original", "save", {"title": "Typed"}))
    client = sign_in(factories.find_chief())
    assert client.post(path, posted).status_code == 303
    factories.write_text(LanguageVersion.objects.get(translated_from=None), texts={"title": "Of somebody else"})
    assert client.post(path, posted).status_code == 409
