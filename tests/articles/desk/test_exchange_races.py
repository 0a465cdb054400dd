"""XLIFF at the desk, two at once: a file is taken over once, and nobody waits for somebody who waits for them."""

from functools import partial

import pytest
from django.http import HttpResponse

from articles import workflow
from articles.choices import Act, Stage
from articles.models import LanguageVersion
from tests import factories
from tests.articles.desk.forms import parse_form, sign_in
from tests.articles.desk.test_exchange import upload
from tests.articles.races import run_at_once
from tests.articles.xliff.exports import export, find_german, make_piece, translate

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_database")]


def hand_in() -> tuple[LanguageVersion, list, str, dict[str, str]]:
    """Hand a file in; return the translation, two browsers of its translator, the page and what its form would send."""
    article, lena = make_piece()
    german, clients = find_german(article), [sign_in(lena), sign_in(lena)]
    path = upload(clients[0], german, translate(export(german)))["Location"]
    return german, clients, path, {**parse_form(clients[0].get(path))[0], "act": "submit"}


def list_acts(version: LanguageVersion) -> list[str]:
    return list(version.log.order_by("pk").values_list("act", flat=True))


def test_a_button_pressed_twice_at_once_takes_the_file_over_once_and_leads_both_to_the_text() -> None:
    for _ in range(5):
        german, clients, path, values = hand_in()
        answers = run_at_once([partial(client.post, path, values) for client in clients])
        assert [getattr(answer, "status_code", answer) for answer in answers] == [303, 303]
        assert list_acts(german) == ["plan", "start", "submit"]


def test_a_text_dropped_while_its_file_is_taken_over_is_gone_or_taken_over_and_no_error() -> None:
    chief = factories.find_chief()
    for _ in range(5):
        german, clients, path, values = hand_in()
        drop = partial(workflow.apply, german, Act.DROP, by=chief, at=factories.MORNING)
        answer, _dropped = run_at_once([partial(clients[0].post, path, values), drop])
        assert isinstance(answer, HttpResponse)
        left = LanguageVersion.objects.filter(pk=german.pk).first()
        outcome = (answer.status_code, left and left.stage)
        assert outcome in [(404, None), (303, Stage.IN_REVIEW)]
