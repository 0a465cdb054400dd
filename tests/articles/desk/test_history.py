"""The history of a text: its states compared, an earlier one brought back, every act in words."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from articles import revisions, workflow
from articles.choices import Act
from articles.desk.log_lines import describe_entry
from articles.models import Article, LanguageVersion, LogEntry
from tests import factories
from tests.articles.desk.forms import sign_in
from tests.articles.press.reader import texts
from tests.factories import MORNING, create_user, find_chief, find_version

pytestmark = pytest.mark.django_db

BODY = '<p>One<sup data-note="k1"></sup> and two<sup data-note="k2"></sup>.</p>'
NOTES = {key: {"kind": "reference", "html": f"<p>Note {key}.</p>"} for key in ("k2", "k1")}


def create_original(**given: Any) -> LanguageVersion:
    """A submitted text with two notes and an image, and so with a first revision."""
    image = factories.create_image(alt={"en": "A harbour"}, caption={"en": "In spring"})
    body = BODY + f'<figure data-image="{image.pk}"></figure>'
    written = factories.make_texts("en", body=body)
    article = factories.create_article(language="en", texts=written, notes=NOTES, **given)
    return factories.release(find_version(article))


def change(version: LanguageVersion) -> LanguageVersion:
    """Write another text, without image, with one note fewer."""
    number = int(version.revisions.get(number=1).body.partition('data-image="')[2].partition('"')[0])
    version = LanguageVersion.objects.get(pk=version.pk)
    given = {"title": "Another", "body": '<p><strong>One</strong><sup data-note="k1"></sup> and three.</p>'}
    changed = {"texts": given, "remove_notes": ("k2",), "images": {number: {"alt": "A ship", "caption": ""}}}
    return workflow.apply(version, Act.SAVE, by=find_chief(), at=MORNING, edit_number=version.edit_number, **changed)


def path(version: LanguageVersion, name: str = "revision", *rest: int) -> str:
    return reverse(f"admin:desk_{name}", args=[version.pk, *rest])


def test_any_two_states_are_compared_with_all_that_is_gone() -> None:
    version = change(create_original())
    client = sign_in(find_chief())
    compared = client.get(path(version, "compare") + "?a=1&b=working").context["comparison"]
    assert compared.changes == 6
    assert {key: (each.state, str(each.html)) for key, each in compared.notes.items()} == {
        "k1": ("same", "<p>Note k1.</p>"),
        "k2": ("removed", "<p>Note k2.</p>"),
    }
    assert [[each.state for each in words.values()] for words in compared.images.values()] == [["removed", "removed"]]
    assert [each.state for each in compared.body] == ["changed", "removed"]
    assert str(compared.body[0].difference) == (
        "<p>One and <del>two</del><ins>three</ins>.</p><ul><li>now in bold: One</li><li>footnote removed: k2</li></ul>"
    )
    back = client.get(path(version, "compare") + "?a=working&b=1").context["comparison"]
    assert [each.state for each in back.body] == ["changed", "added"]
    same = client.get(path(version, "compare") + "?a=working&b=working").context["comparison"]
    alone = client.get(path(version, "compare")).context  # the only revision with the working text
    assert (same.changes, alone["comparison"].changes, alone["chosen"]) == (0, 6, ["1", "working"])


def test_notes_of_a_revision_stand_in_reading_order() -> None:
    version = create_original()
    page = sign_in(find_chief()).get(path(version, "revision", 1))
    assert texts(page, "//ol[@class='reading-notes']/li") == ["Note k1.", "Note k2."]


def test_a_revision_brought_back_is_the_working_text_again_with_notes_and_images() -> None:
    version = change(create_original())
    before = revisions.working_content(version)
    client = sign_in(find_chief())
    page = client.get(path(version, "revision", 1))
    assert texts(page, "//button[@value='restore']") == ["Make this the working text again"]
    for _ in range(2):
        answer = client.post(path(version, "revision", 1), {"edit_number": version.edit_number})
        assert (answer.status_code, answer["Location"]) == (
            303,
            f"/admin/articles/article/{version.article_id}/change/",
        )
    version.refresh_from_db()
    assert revisions.working_content(version) == revisions.content_of(version.revisions.get(number=1))
    made = [(row.number, row.comment, row.title) for row in version.revisions.order_by("number")]
    assert made == [
        (1, "", "Title en first"),
        (2, "Kept when revision 1 was restored.", "Another"),
        (3, "Revision 1 restored.", "Title en first"),
    ]
    kept = revisions.content_of(version.revisions.get(number=2))
    assert kept == replace(before, images=kept.images)
    assert [words["alt"] for words in kept.images.values()] == ["A ship"]  # written over, though the text shows it not
    assert version.log.filter(comment="Revision 1 restored.").count() == 1
    page = client.get(path(version, "revision", 3))
    assert (page.context["is_working"], texts(page, "//button[@value='restore']")) == (True, [])


def test_a_revision_is_not_brought_back_over_words_nobody_has_seen() -> None:
    version = create_original()
    change(version)
    client = sign_in(find_chief())
    before = list(version.revisions.values_list("number", flat=True))
    for number, status in ((str(version.edit_number), 409), ("", 422), ("x", 422)):
        answer = client.post(path(version, "revision", 1), {"edit_number": number})
        assert (answer.status_code, len(texts(answer, "//*[@role='alert']"))) == (status, 1)
    assert list(version.revisions.values_list("number", flat=True)) == before
    assert revisions.working_content(find_version(version.article)).title == "Another"


def test_who_cannot_bring_a_revision_back_now_is_told_why() -> None:
    editor, reviewer = create_user(memberships=[("edit", "")]), create_user(memberships=[("review", "")])
    version = create_original(by=editor)
    change(version)

    def explain(page: HttpResponse) -> list[str]:
        return texts(page, "//p[@class='desk-instruction']")

    place = path(version, "revision", 1)
    assert explain(sign_in(reviewer).get(place)) == [
        "This revision cannot become the working text now. "
        "The text is not in review: now only its translators or editors change it."
    ]
    assert explain(sign_in(create_user(memberships=[("translate", "de")])).get(place)) == []
    factories.submit(find_version(version.article), by=editor)
    in_review = "The text is in review: until it is returned or approved, only its reviewers change it."
    assert explain(sign_in(editor).get(place)) == [f"This revision cannot become the working text now. {in_review}"]
    number = find_version(version.article).edit_number
    assert sign_in(editor).post(place, {"edit_number": number}).status_code == 403
    assert sign_in(reviewer).post(place, {"edit_number": number}).status_code == 303
    workflow.apply(find_version(version.article), Act.SHELVE, by=find_chief(), at=MORNING)
    shelved = (
        "This revision cannot become the working text now. The piece is on the shelf. Take it from the shelf first."
    )
    assert explain(sign_in(reviewer).get(path(version, "revision", 2))) == [shelved]


def describe(article: Article, act: Act) -> list[str]:
    entry = LogEntry.objects.filter(article=article, act=act).order_by("-pk").first()
    assert entry is not None
    words: list[str] = describe_entry(entry)["details"]
    return words


def test_every_act_is_told_in_words() -> None:
    lena = create_user(memberships=[("translate", "de"), ("review", "de")], first_name="Lena")
    vera = create_user(memberships=[("translate", "de"), ("review", "de")], first_name="Vera")
    version = change(create_original())
    article = version.article
    (number,) = version.revisions.get(number=1).images
    assert describe(article, Act.SAVE) == [f"changed: title, text, footnote k2, image {number}"]
    assert describe(article, Act.RELEASE) == ["revision 1", "substantive: translations must be brought up to it"]
    german = factories.create_version(article, "de")

    def apply(act: Act, by: Any = None, **given: Any) -> list[str]:
        german.refresh_from_db()
        workflow.apply(german, act, by=by or find_chief(), at=MORNING, **given)
        return describe(article, act)

    assert apply(Act.ASSIGN, assignee=lena, due_on=date(2026, 4, 1), instruction="Short.") == [
        "assignee: Lena",
        "due on: 2026-04-01",
        "instruction changed",
    ]
    assert apply(Act.HAND_OVER, by=lena, to=vera) == ["assignee: Lena → Vera"]
    assert apply(Act.DECLINE, by=vera) == ["assignee: Vera → –"]
    assert apply(Act.CLAIM, by=lena) == ["assignee: – → Lena"]
    assert apply(Act.ASSIGN, assignee=None) == ["assignee: –"]
    body, note = '<p>Eins<sup data-note="k1"></sup>.</p>', {"k1": {"html": "<p>Anm.</p>"}}
    factories.write_text(german, texts=factories.make_texts("de", body=body), notes=note, by=lena)
    assert describe(article, Act.START) == [
        "changed: title, subtitle, standfirst, text, footnote k1",
        "up to revision 1 of the source",
    ]
    assert apply(Act.WAIVE, problem="lacks:k2", comment="Not here.") == [
        "The source cites footnote k2, this text does not."
    ]
    assert apply(Act.SUBMIT, by=lena, source_revision=1) == ["revision 1", "up to revision 1 of the source"]
    assert apply(Act.SCHEDULE, when=MORNING + timedelta(days=400)) == [
        "revision 2",
        "substantive: translations must be brought up to it",
        "for 2027-04-06 11:00",
        "without review",
    ]
    assert apply(Act.UNSCHEDULE) == []
    assert apply(Act.RECLASSIFY, revision=2, significance="typo") == [
        "revision 2",
        "substantive: translations must be brought up to it → typo: translations need nothing",
    ]
    alone = factories.create_article(language="en")
    workflow.apply(find_version(alone), Act.RELABEL, by=find_chief(), at=MORNING, language="ru")
    assert describe(alone, Act.RELABEL) == ["English → Русский"]


def test_the_history_of_an_original_keeps_languages_that_were_dropped() -> None:
    version = create_original()
    german = factories.create_version(version.article, "de")
    workflow.apply(german, Act.DROP, by=find_chief(), at=MORNING)
    entries = sign_in(find_chief()).get(path(version, "history")).context["entries"]
    assert [(each["language"], str(each["act"])) for each in entries] == [
        ("Deutsch", "drop"),
        ("Deutsch", "plan"),
        ("English", "release for translation"),
        ("English", "save"),
        ("English", "start"),
    ]


def test_a_long_history_comes_in_pages() -> None:
    version = create_original()
    newest = version.revisions.get(number=1)
    rows = []
    for number in range(2, 121):
        newest.pk, newest.number = None, number
        rows.append(type(newest)(**{f.attname: getattr(newest, f.attname) for f in newest._meta.concrete_fields}))
    type(newest).objects.bulk_create(rows)
    entry = LogEntry.objects.filter(version=version).order_by("-pk")[0]
    fields = {f.attname: getattr(entry, f.attname) for f in entry._meta.concrete_fields if not f.primary_key}
    LogEntry.objects.bulk_create([LogEntry(**fields) for _ in range(120)])
    client = sign_in(find_chief())
    seen = []
    for query in ("", "?page=3&log=2", "?page=99&log=x"):
        page = client.get(path(version, "history") + query)
        numbers = [row.number for row in page.context["revisions"]]
        seen.append(
            (numbers[0], numbers[-1], len(page.context["entries"]), len(texts(page, "//nav[@class='desk-pages']/a")))
        )
    assert seen == [(120, 71, 100, 3), (20, 1, 23, 3), (20, 1, 100, 3)]
    options = texts(client.get(path(version, "compare")), "//select[@name='a']/option")
    assert (len(options), options[0]) == (121, "working text")
