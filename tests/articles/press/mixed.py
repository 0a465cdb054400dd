"""A journal in every state at once: published, withdrawn, scheduled, unpublished versions, relays, pseudonyms."""

from dataclasses import dataclass
from datetime import timedelta

from articles import workflow
from articles.choices import Act
from articles.models import Article, Topic
from authors.models import Author
from journal.columns import write
from journal.models import Page
from tests.articles.press.pieces import create_person, create_piece, create_topic, credit, revise, translate
from tests.articles.press.reader import LATER
from tests.factories import create_article, find_chief, find_version, publish

SITE = "http://127.0.0.1:8000"
FAR = LATER + timedelta(days=365 * 200)


@dataclass(frozen=True)
class Journal:
    """What `create_journal` makes."""

    whole: Article
    """Readable in hy, en, de; withdrawn in ru, scheduled in ka, written in ro, nothing in be."""
    orphan: Article
    """Readable in en and in de, made from the en; its original, be, was withdrawn."""
    alone: Article
    """Readable in ka only."""
    hidden: Article
    """Readable nowhere."""
    anna: Author
    """Wrote `whole`, and `orphan` as A. N. Onym."""
    ben: Author
    """Translated the German `whole`, and nothing else."""
    nobody: Author
    """Wrote `hidden`."""
    memory: Topic
    """Of `whole` and `alone`."""
    empty: Topic
    """Of `hidden`."""

    @property
    def readable(self) -> dict[int, list[str]]:
        """The languages each piece can be read in, the original first."""
        return {self.whole.pk: ["hy", "en", "de"], self.orphan.pk: ["en", "de"], self.alone.pk: ["ka"]}


def create_journal() -> Journal:
    """Make a journal whose public part is known by hand."""
    chief = find_chief()
    whole = create_piece(languages=("hy", "de", "en", "ru"))
    workflow.apply(find_version(whole, "ru"), Act.WITHDRAW, by=chief, at=LATER, reason="Gone.")
    workflow.apply(translate(whole, "ka"), Act.SCHEDULE, by=chief, at=LATER, when=FAR)
    translate(whole, "ro")
    revise(whole, "en", word="second", at=LATER + timedelta(days=1))
    orphan = create_piece(languages=("be", "en"), at=LATER)
    publish(translate(orphan, "de", source="en", at=LATER), at=LATER + timedelta(hours=2))
    workflow.apply(find_version(orphan), Act.WITHDRAW, by=chief, at=LATER + timedelta(hours=3), reason="Gone.")
    alone = create_piece(languages=("ka",), at=LATER + timedelta(days=2))
    hidden = create_article(language="hy")
    anna = create_person("anna", hy="Աննա", en="Anna")
    ben, nobody = create_person("ben", de="Ben"), create_person("nobody", hy="Ոչ ոք")
    memory, empty = create_topic("memory", hy="Հիշողություն", en="Memory"), create_topic("empty", hy="Դատարկ")
    for article, topics in ((whole, [memory]), (alone, [memory]), (hidden, [empty])):
        article.topics.set(topics)
    credit(anna, whole)
    credit(anna, orphan, alias="A. N. Onym")
    credit(ben, whole, "de", role="translator")
    credit(nobody, hidden)
    page = Page.objects.get_or_create(key="about")[0]
    for code in ("hy", "en"):
        write(page, {"title": f"About {code}", "body": f"<p>About {code}.</p>"}, code)
    return Journal(whole, orphan, alone, hidden, anna, ben, nobody, memory, empty)
