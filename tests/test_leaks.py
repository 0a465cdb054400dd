"""Nothing that is not published is found at any public address; once it is published, the same walk finds it."""

from datetime import timedelta
from io import BytesIO

import PIL.Image
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles import workflow
from articles.choices import Act, Stage
from articles.models import Article, Credit, Draft, Image, LanguageVersion, Topic
from authors.models import Author
from journal.languages import CODES
from tests.articles.press.reader import LATER, LONG_AGO
from tests.factories import (
    create_article,
    create_user,
    create_version,
    find_chief,
    find_version,
    publish,
    release,
    submit,
    write_text,
)
from tests.walk import SITE_ROUTES, list_site_routes, read_everything

pytestmark = pytest.mark.django_db

SOON = LATER + timedelta(hours=1)
NEVER = LATER + timedelta(days=365 * 200)


class Tokens:
    """Words that occur nowhere else, each with the place it was put."""

    def __init__(self) -> None:
        self.places: dict[str, str] = {}
        self.for_good: set[str] = set()
        """Places that stay hidden whatever is published."""

    def make(self, place: str, *, for_good: bool = False) -> str:
        """Return a new token for a place; it survives cleaning, and it is its own slug."""
        token = f"zq{len(self.places):03d}vx"
        self.places[token] = place
        if for_good:
            self.for_good.add(place)
        return token

    def texts(self, place: str, body: str = "") -> dict[str, str]:
        """Return a text with a token in every field."""
        fields = ("title", "subtitle", "standfirst", "slug")
        made = {name: self.make(f"{place} {name}") for name in fields}
        return {**made, "body": f"<p>{self.make(f'{place} body')}</p>{body}"}

    def note(self, place: str) -> dict[str, str]:
        return {"html": f"<p>{self.make(f'{place} note')}</p>"}

    def find(self, client: Client, *slugs: str) -> dict[str, str]:
        """Walk every public address, with "x" and these for its words; return place to the first address it was found
        at. Another word than the right one leads to the right one, and is followed."""
        found: dict[str, str] = {}
        for path, response in read_everything(client, slugs=("x", *slugs)):
            whole = f"{dict(response.items())} {response.content.decode()}"
            for token, place in self.places.items():
                if token in whole and token not in path:
                    found.setdefault(place, path)
        return found


CITED = '<p>Cited<sup data-note="n1"></sup></p>'


def make_image(tokens: Tokens, place: str, *languages: str) -> Image:
    """A picture with tokens in its file's name, its credit and its words in every language; some will show it."""
    file = BytesIO()
    PIL.Image.new("RGB", (2, 2)).save(file, "PNG")
    words = {
        f"{name}_{code}": tokens.make(f"{place} {name} {code}", for_good=code not in languages)
        for name in ("alt", "caption")
        for code in CODES
    }
    name = tokens.make(f"{place} file")
    upload = SimpleUploadedFile(f"{name}.png", file.getvalue())
    given = {name: tokens.make(f"{place} {name}") for name in ("credit", "licence")}
    return Image.objects.create(file=upload, **given, **words)


def make_person(tokens: Tokens, place: str) -> Author:
    """A person with tokens in everything."""
    texts = {
        f"{name}_{code}": tokens.make(f"{place} {name} {code}")
        for name in ("name", "affiliation", "bio")
        for code in CODES
    }
    citation = {name: tokens.make(f"{place} {name}") for name in ("given_name", "family_name")}
    website = f"https://{tokens.make(f'{place} website')}.example/"
    return Author.objects.create(slug=tokens.make(f"{place} slug"), website=website, **texts, **citation)


def make_topic(tokens: Tokens, place: str) -> Topic:
    names = {f"name_{code}": tokens.make(f"{place} name {code}") for code in CODES}
    return Topic.objects.create(slug=tokens.make(f"{place} slug"), **names)


def make_hidden_piece(tokens: Tokens) -> Article:
    """A piece nobody has published, complete with person, topic, pictures, and a translation."""
    lead, inside = make_image(tokens, "hidden lead", "hy", "de"), make_image(tokens, "hidden inside", "hy")
    title = tokens.make("hidden working title", for_good=True)
    article = create_article(language="hy", working_title=title, texts={}, at=LONG_AGO)
    Article.objects.filter(pk=article.pk).update(lead_image=lead)
    body = f'{CITED}<figure data-image="{inside.pk}"></figure>'
    write_text(
        find_version(article),
        texts=tokens.texts("hidden hy", body),
        notes={"n1": tokens.note("hidden hy")},
        at=LONG_AGO,
    )
    release(find_version(article), at=LONG_AGO)
    german = create_version(article, "de", at=LONG_AGO)
    write_text(german, texts=tokens.texts("hidden de", CITED), notes={"n1": tokens.note("hidden de")}, at=LONG_AGO)
    submit(find_version(article, "de"), at=LONG_AGO)
    Credit.objects.create(article=article, author=make_person(tokens, "author of the hidden"))
    article.topics.add(make_topic(tokens, "topic of the hidden"))
    return article


def make_public_piece(tokens: Tokens, hidden: Article) -> Article:
    """A piece read in Armenian and English, and full of what is not public yet in every language."""
    chief = find_chief()
    article = create_article(language="hy", working_title=tokens.make("working title", for_good=True), at=LONG_AGO)
    body = f'<p>Public <a href="article:{hidden.pk}#note-n1">link</a>.</p>{CITED}'
    public = {"title": "Public", "standfirst": "Public", "body": body}
    write_text(find_version(article), texts=public, notes={"n1": {"html": "<p>Public.</p>"}}, at=LONG_AGO)
    publish(find_version(article), at=LONG_AGO)
    for code in CODES[1:]:
        instruction = tokens.make(f"{code} instruction", for_good=True)
        version = workflow.plan(article, code, by=chief, at=LONG_AGO, instruction=instruction)
        given = public if code == "en" else tokens.texts(f"public {code}", CITED)
        note = {"html": "<p>Public.</p>"} if code == "en" else tokens.note(f"public {code}")
        write_text(version, texts=given, notes={"n1": note}, at=LONG_AGO)
    publish(find_version(article, "en"), at=LONG_AGO)
    # German is in review, with remarks; Russian approved; Belarusian scheduled; Georgian withdrawn before it was read
    submit(find_version(article, "de"), at=LONG_AGO)
    comment = tokens.make("comment of the return", for_good=True)
    workflow.apply(find_version(article, "de"), Act.RETURN, by=chief, at=LONG_AGO, comment=comment)
    submit(find_version(article, "ru"), at=LONG_AGO)
    reviewer = create_user(username=tokens.make("user name", for_good=True), memberships=[("review", "")])
    comment = tokens.make("comment of the approval", for_good=True)
    workflow.apply(find_version(article, "ru"), Act.APPROVE, by=reviewer, at=LONG_AGO, comment=comment)
    workflow.apply(find_version(article, "be"), Act.SCHEDULE, by=chief, at=LONG_AGO, when=NEVER)
    publish(find_version(article, "ka"), at=LONG_AGO)
    workflow.apply(find_version(article, "ka"), Act.WITHDRAW, by=chief, at=LATER, reason="Withdrawn.")
    # An update of what is read is written, released, half of it scheduled; a note nobody cites is let pass
    for code in ("hy", "en"):
        texts = tokens.texts(f"update {code}", CITED)
        notes = {"n1": tokens.note(f"update {code}")}
        if code == "hy":
            notes["orphan"] = {"html": f"<p>{tokens.make('note nobody cites', for_good=True)}</p>"}
        write_text(find_version(article, code), texts=texts, notes=notes, at=LATER)
        if code == "hy":
            reason = tokens.make("reason of a waiver", for_good=True)
            workflow.apply(
                find_version(article), Act.WAIVE, by=chief, at=LATER, comment=reason, problem="not-cited:orphan"
            )
    release(find_version(article), significance="major", at=LATER)
    workflow.apply(find_version(article, "en"), Act.SCHEDULE, by=chief, at=LATER, when=NEVER, significance="typo")
    for code in CODES:
        data = {"body": tokens.make(f"draft {code}", for_good=True)}
        Draft.objects.create(version=find_version(article, code), user=chief, edit_number=1, data=data, saved_at=LATER)
    translator = make_person(tokens, "translator of the German")
    Credit.objects.create(version=find_version(article, "de"), author=translator, role="translator")
    return article


def mask_person(tokens: Tokens, article: Article) -> None:
    """Credit somebody under a pseudonym: everything else of them stays hidden for good."""
    before = set(tokens.places.values())
    person = make_person(tokens, "masked")
    tokens.for_good |= set(tokens.places.values()) - before
    Credit.objects.create(article=article, author=person, credited_as="A. Mask")


def publish_everything() -> None:
    """Publish what is written, in every language."""
    chief = find_chief()
    for version in LanguageVersion.objects.order_by("pk"):
        if version.publications.filter(revision=None).exists():
            workflow.apply(version, Act.REINSTATE, by=chief, at=SOON)
            continue
        version = write_text(version, texts={"subtitle": f"{version} published"}, at=SOON)  # back to a draft
        if version.stage == Stage.RETURNED:
            submit(version, at=SOON)
        publish(version, at=SOON, significance="typo")


def test_the_walk_knows_every_route_of_the_site() -> None:
    assert list_site_routes() == SITE_ROUTES


def test_nothing_unpublished_is_found_anywhere_until_it_is_published() -> None:
    tokens = Tokens()
    hidden = make_hidden_piece(tokens)
    article = make_public_piece(tokens, hidden)
    mask_person(tokens, article)
    make_person(tokens, "nobody's person")
    make_topic(tokens, "nobody's topic")
    make_image(tokens, "nobody's image")
    editor = Client()
    editor.force_login(find_chief())
    editor.get("/admin/")
    assert len(tokens.places) > 200
    assert tokens.find(Client(), next(iter(tokens.places))) == {}
    assert tokens.find(editor) == {}
    publish_everything()
    found = set(tokens.find(Client()))
    hidden_still = {place for place in tokens.places.values() if place not in found}
    nobodys = {place for place in tokens.places.values() if place.startswith("nobody's")}
    subtitles = {place for place in tokens.places.values() if place.endswith("subtitle")} - {"public ka subtitle"}
    assert hidden_still == tokens.for_good | nobodys | subtitles
