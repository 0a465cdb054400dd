"""A little journal written in Greek letters, which none of our languages uses: every other letter is the interface's.

It holds versions at every stage and state, so that the screens have all their words to say.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from articles import comments, deliveries, drafts, workflow
from articles.choices import Act, CreditRole
from articles.models import Article, Delivery, Image, LanguageVersion, Notice, Topic
from authors.models import Author
from journal.languages import CODES
from journal.models import OldAddress, Page, User
from tests import factories
from tests.articles.manuscripts.packages import cite, make_word, note, p, run
from tests.articles.xliff.exports import export, translate

WORD = make_word(p("Τίτλος", "Title") + p(run("Λόγος") + cite(1)), footnotes=note(1, "Σημείωση"))


@dataclass(frozen=True)
class World:
    """The rows whose screens are looked at."""

    chief: User
    lena: User
    translator: User
    invited: User
    versions: dict[str, LanguageVersion]
    image: Image
    unused: Image
    person: Author
    topic: Topic
    page: Page
    old_address: OldAddress
    word: Delivery
    xliff: Delivery


def greek(word: str = "πρώτο", *, body: str = "") -> dict[str, str]:
    """Return a complete text."""
    return {
        "title": f"Τίτλος {word}",
        "subtitle": f"Υπότιτλος {word}",
        "standfirst": f"Αρχή {word}",
        "slug": "1922",
        "body": body or f"<p>Κείμενο {word} 1922.</p>",
    }


def make_world() -> World:
    """Make the journal."""
    at = timezone.now() - timedelta(days=3)
    chief = _make_person("αρχή", is_superuser=True, email="1@2.com")
    lena = _make_person("λένα", memberships=[("edit", ""), ("translate", "", True), ("review", ""), ("publish", "de")])
    translator = _make_person("ζωή", memberships=[("translate", "de")])
    invited = _make_person("κλειστή", is_active=False)
    invited.set_unusable_password()
    invited.save()
    names = {f"name_{code}": "Άννα" for code in CODES}
    person = Author.objects.create(slug="1-1", **names)
    topic = Topic.objects.create(slug="2-2", **names)
    page = Page.objects.create(key="about", title_en="Εμείς")
    old_address = OldAddress.objects.create(path="/1", target="/hy/2/")
    said = dict.fromkeys(CODES, "Λιμάνι")
    image = factories.create_image(name="λιμάνι.jpg", credit="Άννα", alt=said, by=chief, at=at)
    unused = factories.create_image(name="βουνό.jpg", credit="Άννα", colour="red", by=chief, at=at)
    versions = _make_first_piece(chief, lena, person, topic, image) | _make_other_pieces(chief)
    for kind, state in zip(Notice.Kind, [*Notice.State] * 3, strict=True):
        Notice.objects.create(
            person=chief, kind=kind, key=kind, version=versions["public"], at=at, not_before=at, state=state
        )
    people = (chief, lena, translator, invited)
    return World(*people, versions, image, unused, person, topic, page, old_address, *_hand_in(chief, versions))


def _hand_in(chief: User, versions: dict[str, LanguageVersion]) -> tuple[Delivery, Delivery]:
    """Have a Word file wait for the original, and an XLIFF file for a translation."""
    original, german = versions["original"], versions["public"]
    given: dict[str, Any] = {"by": chief, "at": timezone.now()}
    kinds = Delivery.Kind
    xliff = translate(export(german), mark="Ω ")
    return (
        deliveries.keep_delivery(WORD, kind=kinds.WORD, language="hy", version=original, name="λόγος.docx", **given),
        deliveries.keep_delivery(xliff, kind=kinds.XLIFF, language="de", version=german, name="λόγος.xlf", **given),
    )


def _make_person(name: str, **more: Any) -> User:
    return factories.create_user(username=name, first_name=name.title(), last_name="Αβγ", **more)


def _make_first_piece(
    chief: User, lena: User, person: Author, topic: Topic, image: Image
) -> dict[str, LanguageVersion]:
    """Make a piece with a version at every stage, and return them by what their screens show."""
    at = timezone.now() - timedelta(days=2)
    given: dict[str, Any] = {"by": chief, "at": at}
    body = f'<p>Κείμενο<sup data-note="k1"></sup> 1922.</p><figure data-image="{image.pk}"></figure>'
    notes = {"k1": {"kind": "remark", "html": "<p>Σημείωση.</p>"}, "k2": {"kind": "editor", "html": "<p>Β.</p>"}}
    own = {"k1": {"html": "<p>Σημείωση.</p>"}}
    article = factories.create_article(working_title="Άλφα", texts=greek(body=body), notes=notes, **given)
    article.topics.add(topic)
    article.credits.create(author=person, role=CreditRole.AUTHOR)
    original = factories.find_version(article)
    workflow.apply(original, Act.WAIVE, problem="not-cited:k2", comment="Ναι.", **given)
    factories.publish(factories.find_version(article), **given)
    made = {}
    for code in ("de", "ru", "be", "ka", "ro"):
        made[code] = factories.create_version(article, code, assignee=lena, reviewer=chief, **given)
        texts = greek(body=body if code != "ro" else "<p>Κείμενο κείμενο 1923 .</p>")
        made[code] = factories.write_text(made[code], texts=texts, notes=own, **given)
    factories.publish(made["de"], **given)
    for code in ("ru", "be", "ka"):
        made[code] = factories.submit(made[code], by=lena, at=at)
    workflow.apply(made["be"], Act.RETURN, comment="Πάλι.", **given)
    workflow.apply(made["ka"], Act.APPROVE, **given)
    made["en"] = factories.create_version(article, "en", assignee=lena, **given)
    _change_original(article, chief, lena, body)
    factories.write_text(
        factories.find_version(article, "de"), texts=greek("τρίτο", body=body), notes=own, by=lena, at=at
    )
    found = {code: factories.find_version(article, code) for code in CODES}
    comment = comments.add(found["de"], "Γιατί;", note_key="k1", **given)
    comments.add(found["de"], "Έτσι.", by=lena, at=at, answers=comment)
    comments.resolve(comments.add(found["de"], "Καλά.", **given), **given)
    for user, page in ((chief, "1111-1111"), (lena, "2222-2222")):
        fields = {"title": ["Άλλος"], "edit_number": [str(found["de"].edit_number)]}
        drafts.keep(found["de"], user, page, edit_number=1, fields=fields, at=timezone.now())
    names = {"hy": "original", "de": "public", "ru": "review", "be": "returned", "ka": "approved", "ro": "faulty"}
    return {names.get(code, "planned"): version for code, version in found.items()}


def _change_original(article: Article, chief: User, lena: User, body: str) -> None:
    """Publish the original again with a correction, so that every translation is behind it and has a task."""
    at = timezone.now() - timedelta(days=1)
    second = greek("δεύτερο", body=body.replace("1922", "1923"))
    changed = factories.write_text(factories.find_version(article), texts=second, by=chief, at=at)
    factories.publish(changed, correction="Το έτος.", significance="major", by=chief, at=at)
    workflow.apply(factories.find_version(article), Act.ASSIGN, by=chief, at=at, assignee=lena, reviewer=chief)


def _make_other_pieces(chief: User) -> dict[str, LanguageVersion]:
    """Make a piece that is scheduled, one that is withdrawn and on the shelf, and an empty one that is overdue and
    planned in a language though nothing was released."""
    at, now = timezone.now() - timedelta(days=2), timezone.now()
    given: dict[str, Any] = {"by": chief, "at": at}
    made = [
        factories.create_article(working_title=title, texts=texts, **given)
        for title, texts in (("Βήτα", greek()), ("Γάμμα", greek()), ("Δέλτα", {}))
    ]
    scheduled, withdrawn, empty = (factories.find_version(article) for article in made)
    later: dict[str, Any] = {"when": now + timedelta(days=9), "significance": "major"}
    workflow.apply(scheduled, Act.SCHEDULE, by=chief, at=at, **later)
    withdrawn = factories.publish(withdrawn, **given)
    withdrawn = workflow.apply(withdrawn, Act.WITHDRAW, reason="Νόμος.", **given)
    workflow.apply(withdrawn, Act.SHELVE, **given)
    unreleased = factories.create_version(made[2], "de", **given)
    overdue: dict[str, Any] = {"due_on": (now - timedelta(days=5)).date(), "assignee": chief, "instruction": "Γρήγορα."}
    workflow.apply(empty, Act.ASSIGN, by=chief, at=at, **overdue)
    return {
        "scheduled": factories.find_version(made[0]),
        "withdrawn": factories.find_version(made[1]),
        "empty": factories.find_version(made[2]),
        "unreleased": unreleased,
    }
