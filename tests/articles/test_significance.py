"""What the desk proposes as the significance of a change."""

from dataclasses import replace
from typing import Any

import pytest

from articles.choices import Significance
from articles.models import Image
from articles.revisions import Content
from articles.significance import compare, propose_significance
from journal import columns
from tests.factories import create_article, find_version, release, write_text

TYPO, SUBSTANTIVE = Significance.TYPO, Significance.SUBSTANTIVE
NOTE = {"kind": "remark", "added_in": "hy", "html": "<p>A remark about harbours.</p>"}
IMAGE = {"alt": "A harbour in winter", "caption": "The harbour\nPhotograph of 1922"}
BEFORE = Content(
    title="The harbour & the salt",
    subtitle="Trading routes",
    standfirst="Where merchants gathered",
    body='<p>Merchants gathered in the harbour<sup data-note="a1"></sup>.</p><p>They waited.</p>',
    slug="harbour",
    origin="human",
    notes={"a1": NOTE},
    images={"7": IMAGE},
)
CHANGES: list[tuple[dict[str, Any], Significance]] = [
    ({"body": BEFORE.body.replace("gathered", "gatherred")}, TYPO),
    ({"body": BEFORE.body.replace("They waited", "They sailed")}, SUBSTANTIVE),
    ({"body": BEFORE.body.replace('<sup data-note="a1"></sup>', ""), "notes": {}}, SUBSTANTIVE),
    ({"title": "The harbuor & the salt"}, TYPO),
    ({"title": "The harbour & the sugar"}, SUBSTANTIVE),
    ({"subtitle": "Trading routess"}, TYPO),
    ({"subtitle": ""}, SUBSTANTIVE),
    ({"standfirst": "Where merchnts gathered"}, TYPO),
    ({"standfirst": "Where merchants never gathered"}, SUBSTANTIVE),
    ({"notes": {"a1": {**NOTE, "html": "<p>A remark about harbuors.</p>"}}}, TYPO),
    ({"notes": {"a1": {**NOTE, "html": "<p>A remark about 12 harbours.</p>"}}}, SUBSTANTIVE),
    ({"notes": {"a1": {**NOTE, "kind": "editor"}}}, SUBSTANTIVE),
    ({"images": {"7": {**IMAGE, "caption": "The harbuor\nPhotograph of 1922"}}}, TYPO),
    ({"images": {"7": {**IMAGE, "caption": "The harbour\nPhotograph of 1923"}}}, SUBSTANTIVE),
    ({"images": {"7": {**IMAGE, "alt": "A harbour in wniter"}}}, TYPO),
    ({"images": {"7": {**IMAGE, "alt": ""}}}, SUBSTANTIVE),
    ({"images": {"7": IMAGE, "8": {"alt": "A ship", "caption": ""}}}, SUBSTANTIVE),
    ({"slug": "salt", "origin": "machine"}, TYPO),
    ({"title": "The harbuor & the salt", "standfirst": "Where merchants gatherd"}, TYPO),
    ({"title": "The harbuor & the salt", "subtitle": "Trade"}, SUBSTANTIVE),
]


def test_letters_are_a_typo_and_words_are_not_wherever_they_stand() -> None:
    found = [(change, compare(BEFORE, replace(BEFORE, **change))) for change, _expected in CHANGES]
    assert found == CHANGES


@pytest.mark.django_db
def test_a_significance_is_proposed_for_what_has_changed_since_the_last_release() -> None:
    version = find_version(create_article())
    found = [propose_significance(version)]
    release(version)
    found.append(propose_significance(version))
    write_text(version, texts={"standfirst": "Standfirst hy firstt"})
    found.append(propose_significance(find_version(version.article)))
    image = Image.objects.create()
    type(version.article).objects.update(lead_image=image)
    columns.write(image, {"alt": "A ship"}, "hy")
    found.append(propose_significance(find_version(version.article)))
    assert found == [None, None, TYPO, SUBSTANTIVE]
