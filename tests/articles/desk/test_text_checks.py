"""What the checks of a text say on its screen: in words, with the place, and how they are left as they are."""

import pytest

from articles import problems
from articles.models import LanguageVersion, Waiver
from articles.problems.words import BLOCKING, MESSAGES
from articles.refusals import Incomplete
from journal.text.checks.running import CHECKS
from tests import factories
from tests.articles.desk.forms import facing_path, send, sign_in

pytestmark = pytest.mark.django_db

SOURCE = "<p>In 1915 the archive was sold.</p><p>Nobody knows who bought it at that time.</p>"
FAULTY = (
    '<p>Im Jahr 1951 wurde wurde das "Archiv" verkauft.</p><p>Nobody knows who bought it at that time.</p>'
    "<p>Mehr dazu im Anhang [1].</p>"
)
MENDED = "<p>Im Jahr 1915 wurde das „Archiv“ verkauft.</p><p>Wer es damals kaufte, weiß niemand.</p>"


def make_german(body: str) -> LanguageVersion:
    source = {**factories.make_texts("en"), "body": SOURCE}
    article = factories.create_article(language="en", texts=source)
    factories.release(factories.find_version(article))
    texts = {"title": "Das Archiv", "standfirst": "Was es war.", "body": body}
    return factories.write_text(factories.create_version(article, "de"), texts=texts)


def list_faults(version: LanguageVersion) -> list[problems.Fault]:
    return problems.find_faults(version, source=version.based_on)


def test_every_code_has_a_sentence_of_its_own() -> None:
    codes = {code for found in CHECKS.values() for code in found}
    assert set(MESSAGES) == codes
    assert len({str(message) for message in MESSAGES.values()}) == len(codes)
    assert codes >= BLOCKING


def test_each_fault_says_what_is_wrong_and_where() -> None:
    version = make_german(FAULTY)
    faults = list_faults(version)
    assert [(str(fault.message), fault.is_advice, fault.place.block if fault.place else None) for fault in faults] == [
        ("This is still in the language of the source. If it is meant to be, mark its language.", False, 1),
        ("This looks like a footnote typed by hand: [1].", False, 2),
        ("The number here is 1951, in the source it is 1915.", True, 0),
        ("The word “wurde” stands here twice.", True, 0),
        ("Straight quotation marks; this language writes „…“.", True, 0),
    ]
    first = FAULTY[3:50]
    for fault in faults[2:]:
        assert fault.place is not None
        assert fault.place.excerpt in first.partition("</p>")[0]
    assert list_faults(make_german(MENDED)) == []


def test_what_no_reader_should_see_holds_up_publishing_and_nothing_before_it() -> None:
    version = make_german(FAULTY)
    faults = list_faults(version)
    assert problems.blocking(faults) == []
    assert [fault.id.partition(":")[0] for fault in problems.blocking(faults, publishing=True)] == [
        "source-language",
        "leftover",
    ]
    factories.submit(version)
    with pytest.raises(Incomplete):
        factories.publish(version)


def test_several_are_left_as_they_are_at_once_until_their_words_change() -> None:
    version = make_german(FAULTY)
    client = sign_in(factories.find_chief())
    chosen = [fault.id for fault in problems.blocking(list_faults(version), publishing=True)]
    refused = send(client, facing_path(version), "waive", problem=chosen)
    assert (refused.status_code, Waiver.objects.count()) == (422, 0)
    done = send(client, facing_path(version), "waive", problem=chosen, waive_reason="A quotation.")
    assert (done.status_code, sorted(Waiver.objects.values_list("problem", flat=True))) == (303, sorted(chosen))
    assert problems.blocking(list_faults(version), publishing=True) == []
    version = factories.write_text(version, texts={"body": FAULTY.replace("bought", "sold")})
    open_ones = problems.blocking(list_faults(version), publishing=True)
    assert [fault.id.partition(":")[0] for fault in open_ones] == ["source-language"]


def test_the_page_is_told_of_words_nobody_has_saved() -> None:
    version = make_german(MENDED)
    client = sign_in(factories.find_chief())
    page = client.get(facing_path(version))
    assert page.context["screen"].found.in_words == []
    typed = {"title": "Das Archiv und und mehr", "body": FAULTY, "source_revision": "1"}
    told = client.post(f"/admin/articles/version/{version.pk}/look/", typed).json()
    assert told["faults"].count('<li class="fault') == 6
    assert "The number here is 1951, in the source it is 1915." in told["faults"]
    assert "&quot;field&quot;: &quot;title&quot;, &quot;block&quot;: null, &quot;start&quot;: 11" in told["faults"]
    assert list_faults(version) == []


def test_a_caption_the_source_has_is_asked_for() -> None:
    version = make_german(MENDED)
    image = factories.create_image(alt={"en": "A house", "de": "Ein Haus"}, caption={"en": "The house"})
    original = factories.find_version(version.article)
    factories.write_text(original, texts={"body": SOURCE + f'<figure data-image="{image.pk}"></figure>'})
    factories.release(original)
    factories.write_text(version, texts={"body": MENDED + f'<figure data-image="{image.pk}"></figure>'})
    source = original.revisions.get(number=2)
    assert [fault.id for fault in problems.find_faults(version, source=source)] == [f"image:{image.pk}:caption"]


def test_missing_credits_are_said_on_the_screen_and_hold_up_nothing() -> None:
    version = make_german(MENDED)
    found = sign_in(factories.find_chief()).get(facing_path(version)).context["screen"].found
    assert [(heading, [str(fault.message) for fault in faults]) for heading, faults in found.groups] == [
        ("To be looked at", ["No author is credited.", "No translator is credited."])
    ]
    factories.publish(version)
