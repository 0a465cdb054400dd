"""A piece on its way through the office: written, planned, translated, reviewed, published, by its people and in time.

Every method that yields is part of a story (`journal.demo.timeline`): it yields the moment of an act, then does it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from articles import images, workflow
from articles.choices import Act, CreditRole, Significance
from articles.models import Article, Credit, Image, LanguageVersion, Topic
from authors.models import Author
from journal.demo.drawing import draw_opening
from journal.demo.people import CHIEF, REVIEWER_OF_THE_CHIEF, REVIEWERS, TRANSLATORS, WRITERS
from journal.demo.reading import DemoPiece, DemoText
from journal.demo.timeline import Calendar, Story, moment
from journal.models import User

PICTURE_CREDIT = "Enface"


@dataclass
class House:
    """What every story needs: the office, persons and topics by key, and the numbers of the articles there are."""

    calendar: Calendar
    office: dict[str, User]
    people: dict[str, Author]
    topics: dict[str, Topic]
    say: Callable[[str], None]
    numbers: dict[str, int] = field(default_factory=dict)

    @property
    def chief(self) -> User:
        return self.office[CHIEF]

    def lately(self, workdays: int, hour: int, minute: int = 0) -> datetime:
        """Return a moment so many working days ago."""
        return moment(self.calendar.find(self.calendar.today, -workdays), hour, minute)

    def soon(self, workdays: int) -> date:
        """Return the day so many working days from now."""
        return self.calendar.find(self.calendar.today, workdays)


class PieceStory:
    """One piece and the versions it has so far."""

    def __init__(self, piece: DemoPiece, house: House) -> None:
        self.piece, self.house = piece, house
        self.published_on = house.calendar.move(piece.published)
        self.versions: dict[str, LanguageVersion] = {}
        self.drawing: Image | None = None

    @property
    def original(self) -> LanguageVersion:
        return self.versions[self.piece.original]

    @property
    def article(self) -> Article:
        return self.original.article

    def writer(self, language: str) -> User:
        """Return whose text it is at the desk."""
        names = WRITERS if language == self.piece.original else TRANSLATORS
        return self.house.office[names[language]]

    def reviewer(self, language: str) -> User:
        """Return who reviews it: somebody else."""
        if language != self.piece.original:
            return self.house.office[REVIEWERS[language]]
        return self.house.office[REVIEWER_OF_THE_CHIEF if WRITERS[language] == CHIEF else CHIEF]

    def before(self, day: date, workdays: int, hour: int, minute: int = 0) -> datetime:
        """Return a moment so many working days before `day`."""
        return moment(self.house.calendar.find(day, -workdays), hour, minute)

    def write(self) -> Story:
        """Begin the original, write it, have it reviewed and release it for translation, a month and more ahead."""
        piece, house, writer = self.piece, self.house, self.writer(self.piece.original)
        yield (at := self.before(self.published_on, 36, 9, 40))
        house.say(piece.working_title)
        begun = workflow.begin(language=piece.original, working_title=piece.working_title, by=writer, at=at)
        self.versions[piece.original], article = begun, begun.article
        house.numbers[piece.key] = article.pk
        self._state_terms(article)
        article.topics.set([house.topics[key] for key in piece.topics])
        for position, key in enumerate(piece.authors):
            Credit.objects.create(article=article, author=house.people[key], role=CreditRole.AUTHOR, position=position)
        yield (at := self.before(self.published_on, 33, 15, 20))
        given: dict[str, Any] = {}
        if piece.texts[piece.original].picture:
            self.drawing = images.take_image(
                draw_opening(), name="facing-pages.png", by=writer, at=at, credit=PICTURE_CREDIT, licence="CC0 1.0"
            )
            given = {"lead_image": self.drawing.pk}
        self.save(piece.original, piece.texts[piece.original], by=writer, at=at, **given)
        yield (at := self.before(self.published_on, 32, 9, 10))
        self.submit(piece.original, at=at)
        yield (at := self.before(self.published_on, 31, 13, 35))
        self.apply(piece.original, Act.APPROVE, by=self.reviewer(piece.original), at=at)
        yield (at := self.before(self.published_on, 30, 11, 5))
        self.apply(piece.original, Act.RELEASE, by=writer, at=at)

    def _state_terms(self, article: Article) -> None:
        """Say under what terms the piece is read, and where it came out first; the day moves with all the others."""
        terms = dict(self.piece.terms)
        if "first_published_on" in terms:
            terms["first_published_on"] = self.house.calendar.move(terms["first_published_on"])
        Article.objects.filter(pk=article.pk).update(**terms)

    def translate(self, languages: Sequence[str], *, end: date, last: Act = Act.APPROVE) -> Story:
        """Plan, write, submit and approve translations, due a few days before `end`; `last` is the act to stop at."""
        for minute, language in enumerate(languages):
            yield (at := self.before(end, 29, 10, 3 * minute))
            self.plan(language, assignee=self.writer(language), due_on=end, at=at)
        for number, language in enumerate(languages):
            yield (at := self.before(end, 17 - number, 14, 10 * number))
            self.save(language, self.piece.texts[language], by=self.writer(language), at=at)
        for number, language in enumerate(languages):
            yield (at := self.before(end, 10 - number, 16, 15))
            self.submit(language, at=at)
        for number, language in enumerate(languages if last is Act.APPROVE else ()):
            yield (at := self.before(end, 5 - number, 11, 30))
            self.apply(language, Act.APPROVE, by=self.reviewer(language), at=at)

    def publish(self) -> Story:
        """Publish what there is so far, together."""
        yield (at := moment(self.published_on, 10))
        done = workflow.apply_all(
            self.versions.values(), Act.PUBLISH, by=self.house.chief, at=at, significance=Significance.SUBSTANTIVE
        )
        self.versions |= {version.language: version for version in done}

    def plan(self, language: str, *, at: datetime, **assignment: Any) -> None:
        """Plan a language, reviewed by whoever reviews it, and credit those who make it, where that is known."""
        reviewer = self.reviewer(language)
        version = workflow.plan(self.article, language, by=self.house.chief, at=at, reviewer=reviewer, **assignment)
        self.versions[language] = version
        for position, (role, key) in enumerate(self.piece.credits.get(language, {}).items()):
            person = self.house.people[key]
            Credit.objects.create(version=version, author=person, role=CreditRole(role), position=position)

    def apply(self, language: str, act: Act, *, by: User, at: datetime, **given: Any) -> None:
        """Do one act to the version."""
        self.versions[language] = workflow.apply(self.versions[language], act, by=by, at=at, **given)

    def submit(self, language: str, *, at: datetime) -> None:
        """Have its writer hand it in; a translation as brought up to the newest revision of the original."""
        if language == self.piece.original:
            self.apply(language, Act.SUBMIT, by=self.writer(language), at=at)
            return
        newest = self.original.revisions.exclude(released_at=None).order_by("-number").values_list("number", flat=True)
        self.apply(language, Act.SUBMIT, by=self.writer(language), at=at, source_revision=newest[0])

    def save(self, language: str, text: DemoText, *, by: User, at: datetime, comment: str = "", **given: Any) -> None:
        """Save a state of the text, with its notes and what it says of the picture."""
        known = set(self.article.footnotes.values_list("key", flat=True))
        self.apply(
            language,
            Act.SAVE,
            by=by,
            at=at,
            comment=comment,
            edit_number=self.versions[language].edit_number,
            texts=text.link(self.house.numbers).fields(),
            notes={key: note if key not in known else {"html": note["html"]} for key, note in text.notes.items()},
            images={self.drawing.pk: text.picture} if self.drawing else {},
            **given,
        )
