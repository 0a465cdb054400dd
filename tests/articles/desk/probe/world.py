"""A small journal that is made once: two pieces at work, one on the shelf, in every stage, with all that hangs on them.

Each text holds a word of its own, so that a page that shows it to somebody who may not read it gives itself away.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from articles import comments, workflow
from articles.choices import Act, CreditRole
from articles.models import Article, Credit, Delivery, Draft, Image, LanguageVersion, Notice, Topic, Waiver
from authors.models import Author
from journal.models import OldAddress, Page, User
from tests import factories
from tests.articles.manuscripts.packages import make_word, p
from tests.articles.xliff.exports import export, translate


@dataclass(frozen=True)
class Fact:
    """What is known of a version beforehand."""

    stage: str
    source: str = ""
    """The version it is made from, "" for an original."""
    is_public: bool = False

    @property
    def is_original(self) -> bool:
        return not self.source


FACTS = {
    "A/hy": Fact("draft"),
    "A/de": Fact("in_review", "A/hy"),
    "A/ru": Fact("draft", "A/de"),
    "A/en": Fact("planned", "A/hy"),
    "B/de": Fact("draft", is_public=True),
    "B/hy": Fact("done", "B/de"),
    "B/en": Fact("approved", "B/de"),
    "B/ru": Fact("returned", "B/de"),
    "C/hy": Fact("draft"),
    "C/de": Fact("planned", "C/hy"),
}
"""B/de has been published twice and written on since, B/hy published and withdrawn, C is on the shelf."""

ABSENT = 999_999
WORD = make_word(p("Fresh title", "Title") + p("Fresh words"))


@dataclass
class World:
    """What there is, by names."""

    versions: dict[str, LanguageVersion] = field(default_factory=dict)
    articles: dict[str, Article] = field(default_factory=dict)
    images: dict[str, Image] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    """Keys of everything else: person, topic, page, member, draft, word, xliff, comment, credit, notice."""
    chief: User = field(default_factory=User)

    def text_word(self, key: str) -> str:
        """Return the word that stands in the working text of a version, and nowhere else."""
        return f"zz{key.replace('/', '')}zz"

    def talk_word(self, key: str) -> str:
        """Return the word that stands in a comment on a version."""
        return f"cc{key.replace('/', '')}cc"


def make_world() -> World:
    """Make it, through the acts. About a second."""
    world = World(chief=factories.find_chief())
    other = factories.create_user(username="second-chief", is_superuser=True)
    make_images(world)
    make_first(world, other)
    make_second(world, other)
    make_third(world)
    for key, version in world.versions.items():
        article, _slash, language = key.partition("/")
        world.versions[key] = version = factories.find_version(world.articles[article], language)
        assert version.stage == FACTS[key].stage
        row = comments.add(version, f"Remark {world.talk_word(key)}", by=world.chief, at=factories.MORNING)
        world.rows[f"comment {key}"] = row.pk
    make_rows(world)
    LanguageVersion.objects.update(assignee=None, reviewer=None)
    Notice.objects.all().delete()
    notice = Notice.objects.create(
        person=other,
        kind="comment",
        key="one",
        at=factories.MORNING,
        not_before=factories.MORNING,
        state=Notice.State.FAILED,
    )
    world.rows["notice"] = notice.pk
    return world


def make_images(world: World) -> None:
    """Make an image the first piece shows, one the second shows, and one nothing shows."""
    for name, colour in (("A", "red"), ("B", "green"), ("spare", "blue")):
        world.images[name] = factories.create_image(
            colour=colour, name=f"picture-{name}.jpg", alt={"hy": "H", "de": "D"}
        )


def write(world: World, key: str, *, word: str = "", image: str = "", **given: object) -> LanguageVersion:
    """Save a text with the word of its version."""
    article, _slash, language = key.partition("/")
    own = word or world.text_word(key)
    shown = f'<figure data-image="{world.images[image].pk}"></figure>' if image else ""
    body = f'<p>Body {own}.<sup data-note="k1"></sup></p>{shown}'
    texts = factories.make_texts(language, word=own, body=body)
    notes = {"k1": {"kind": "reference", "html": f"<p>Note {own}</p>"}}
    if FACTS[key].source:
        notes["k1"].pop("kind")
    version = world.versions.get(key) or factories.find_version(world.articles[article], language)
    world.versions[key] = factories.write_text(version, texts=texts, notes=notes, **given)  # type: ignore[arg-type]
    return world.versions[key]


def plan(world: World, key: str) -> LanguageVersion:
    """Plan a version."""
    article, _slash, language = key.partition("/")
    source = world.versions[FACTS[key].source]
    made = factories.create_version(world.articles[article], language, source=source)
    world.versions[key] = made
    return made


def begin(world: World, key: str) -> None:
    """Begin a piece."""
    name, _slash, language = key.partition("/")
    world.articles[name] = factories.create_article(language=language, working_title=f"ww{name}ww", texts={})
    world.versions[key] = factories.find_version(world.articles[name])


def make_first(world: World, other: User) -> None:
    """A: Armenian, unpublished; from it German in review, from that Russian; English planned."""
    begin(world, "A/hy")
    factories.release(write(world, "A/hy", image="A"))
    plan(world, "A/de")
    plan(world, "A/en")
    factories.release(write(world, "A/de", image="A"))
    plan(world, "A/ru")
    write(world, "A/ru")
    factories.submit(world.versions["A/de"], by=other)
    factories.write_text(world.versions["A/hy"], texts={"subtitle": "Another"})
    Waiver.objects.create(
        version=world.versions["A/ru"], problem="x", reason="So", by=other, by_name="O", at=factories.MORNING
    )


def make_second(world: World, other: User) -> None:
    """B: German, public, written on since; Armenian withdrawn, English approved, Russian returned."""
    begin(world, "B/de")
    for number, word in enumerate(("public first", "public second")):
        factories.publish(write(world, "B/de", word=word, image="B"), at=factories.MORNING + timedelta(hours=number))
    for key in ("B/hy", "B/en", "B/ru"):
        plan(world, key)
        write(world, key)
    for key in ("B/en", "B/ru"):
        factories.submit(world.versions[key], by=other)
    apply(world, "B/en", Act.APPROVE)
    apply(world, "B/ru", Act.RETURN, comment="More")
    factories.publish(world.versions["B/hy"], at=factories.MORNING + timedelta(hours=2))
    apply(world, "B/hy", Act.WITHDRAW, reason="A court says so")
    write(world, "B/de", image="B")


def make_third(world: World) -> None:
    """C: Armenian, on the shelf; German planned."""
    begin(world, "C/hy")
    factories.release(write(world, "C/hy"))
    plan(world, "C/de")
    apply(world, "C/hy", Act.SHELVE)


def apply(world: World, key: str, act: Act, **given: object) -> None:
    """Do an act, as the chief, later than everything before."""
    version = LanguageVersion.objects.get(pk=world.versions[key].pk)
    at = factories.MORNING + timedelta(hours=3)
    world.versions[key] = workflow.apply(version, act, by=world.chief, at=at, **given)  # type: ignore[arg-type]


def make_rows(world: World) -> None:
    """What else there is: people, topics, pages, words not saved, files handed in, credits."""
    now, rows = timezone.now(), world.rows
    person = Author.objects.create(slug="ani", name_en="Ani")
    rows["person"] = person.pk
    rows["topic"] = Topic.objects.create(slug="memory", name_en="Memory").pk
    rows["old address"] = OldAddress.objects.create(path="/old", target="/de/").pk
    rows["page"] = Page.objects.create(key="about").pk
    rows["member"] = factories.create_user(username="somebody", memberships=[("translate", "ka")]).pk
    for key, version in world.versions.items():
        rows[f"credit {key}"] = Credit.objects.create(
            author=person,
            role=CreditRole.AUTHOR if version.is_original else CreditRole.TRANSLATOR,
            **({"article": version.article} if version.is_original else {"version": version}),
        ).pk
        data = {"title": ["Typed ddsecretdd"], "edit_number": [str(version.edit_number)]}
        rows[f"draft {key}"] = Draft.objects.create(
            version=version,
            user=world.chief,
            page="page-of-chief",
            edit_number=version.edit_number,
            data=data,
            saved_at=now,
            seen_at=now,
        ).pk
    for kind in ("word", "xliff"):
        rows[kind] = hand_in(world, kind, world.chief)


def hand_in(world: World, kind: str, person: User) -> int:
    """Keep a file for somebody, a manuscript for A/hy or a translator's for A/ru, and return its key."""
    version = world.versions["A/hy" if kind == "word" else "A/ru"]
    return Delivery.objects.create(
        kind=kind,
        version=version,
        language=version.language,
        by=person,
        at=timezone.now(),
        name="handed in",
        data=WORD if kind == "word" else translate(export(version)),
    ).pk
