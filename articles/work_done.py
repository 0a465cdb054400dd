"""How much each person has translated and reviewed, by month and language, from the log and the revisions: for payment.

A text counts in full the first time a person hands it in, or judges it; each later round counts the words that are new
since the revision of the round before. Nothing is counted twice, and nothing that was only saved.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.db.models import Q
from django.utils import timezone

from articles.choices import Act, Stage
from articles.models import LogEntry, Revision
from journal.models import User
from journal.text.plain import count_characters, count_words, to_text
from journal.text.wording import compare_words

WRITTEN, TRANSLATED, REVIEWED = "written", "translated", "reviewed"
_HANDED_IN = (Act.SUBMIT, Act.PUBLISH, Act.SCHEDULE)
_JUDGED = (Act.RETURN, Act.APPROVE)
_SAVED = (Act.SAVE, Act.START)


@dataclass(frozen=True, order=True)
class Heading:
    """What one line of the report is about."""

    month: str
    """As in ISO 8601: 2026-11."""
    person: str
    username: str
    language: str
    work: str
    """written (an original), translated or reviewed."""


@dataclass
class Amount:
    """What was done: texts and rounds, and the words and characters of them."""

    texts: set[int] = field(default_factory=set)
    rounds: int = 0
    words: int = 0
    characters: int = 0
    new_words: int = 0
    """Of later rounds, the words that were new in them; not among `words`."""
    new_characters: int = 0


@dataclass(frozen=True)
class _Round:
    entry: LogEntry
    person: User
    work: str
    number: int
    """Of the revision that was handed in or judged."""
    before: int | None
    """Of the revision of the person's round before, None for the first."""


def measure_work(*, since: date, until: date, person: User | None = None) -> dict[Heading, Amount]:
    """Return what was done from the day `since` to the day `until`, both included, in the desk's time zone; by
    everybody, or by one `person`. In the order of the headings.

    Four queries, whatever was done; the texts of the time asked are in memory at once, as plain words.
    """
    amounts: dict[Heading, Amount] = defaultdict(Amount)
    start, end = _midnight(since), _midnight(until + timedelta(days=1))
    done = LogEntry.objects.filter(act__in=(*_HANDED_IN, *_JUDGED), at__gte=start, at__lt=end)
    touched = list(done.exclude(version=None).values_list("version_id", flat=True).distinct())
    rounds = [each for each in _list_rounds(touched) if start <= each.entry.at < end]
    rounds = [each for each in rounds if person is None or each.person.pk == person.pk]
    texts = _load_texts(rounds)
    for each in rounds:
        version = each.entry.version_id or 0
        day = _day(each.entry.at)
        heading = Heading(f"{day:%Y-%m}", str(each.person), each.person.username, each.entry.language, each.work)
        amount = amounts[heading]
        amount.texts.add(version)
        amount.rounds += 1
        text = texts[version, each.number]
        if each.before is None:
            amount.words += count_words(text)
            amount.characters += count_characters(text)
        else:
            added = [piece.text for piece in compare_words(texts[version, each.before], text) if piece.kind == "added"]
            amount.new_words += sum(map(count_words, added))
            amount.new_characters += sum(map(count_characters, added))
    return dict(sorted(amounts.items()))


def write_plain(revision: Revision) -> str:
    """Return everything of a revision that somebody writes, as plain text: lines, text, notes, captions and alternative
    texts. Markers of notes do not count. Linear."""
    parts = [revision.title, revision.subtitle, revision.standfirst, to_text(revision.body)]
    parts += [to_text(note["html"]) for note in revision.notes.values()]
    parts += [words.get(name, "") for words in revision.images.values() for name in ("alt", "caption")]
    return "\n\n".join(part for part in parts if part)


def _list_rounds(versions: list[int]) -> Iterator[_Round]:
    """Yield every round ever, so that the first of a person is known. Two queries."""
    acts = Q(act__in=(*_HANDED_IN, *_JUDGED, *_SAVED))
    entries = LogEntry.objects.filter(acts, version__in=versions).exclude(by=None)
    entries = entries.select_related("by", "version").order_by("version_id", "at", "pk")
    made: dict[int, list[tuple[datetime, int]]] = defaultdict(list)
    numbers = Revision.objects.filter(version__in=versions).order_by("number")
    for version, at, number in numbers.values_list("version_id", "made_at", "number"):
        made[version].append((at, number))
    for pk, history in groupby(entries, lambda entry: entry.version_id):
        yield from _follow(list(history), made[pk or 0])


def _follow(history: list[LogEntry], made: list[tuple[datetime, int]]) -> Iterator[_Round]:
    """Yield the rounds of one version."""
    last: dict[tuple[int, str], int] = {}
    saver: User | None = None
    for entry in history:
        person, work = entry.by, REVIEWED
        if entry.act in _SAVED:
            saver = entry.by if entry.from_stage != Stage.IN_REVIEW else saver
            continue
        if entry.act in _HANDED_IN:
            work = WRITTEN if entry.version and entry.version.is_original else TRANSLATED
            if entry.act != Act.SUBMIT:
                if entry.from_stage not in (Stage.DRAFT, Stage.RETURNED):
                    continue  # it was handed in before
                person = saver
        number = _find_number(entry, made)
        if person is None or number is None:
            continue
        key = (person.pk, work)
        if last.get(key) != number:
            yield _Round(entry, person, work, number, last.get(key))
        last[key] = number


def _find_number(entry: LogEntry, made: list[tuple[datetime, int]]) -> int | None:
    """Return the number of the revision an entry is about; where it names none there is, as one that came in with a
    journal may, that of the newest at its moment."""
    named = entry.details.get("revision") if isinstance(entry.details, dict) else None
    newest = max((number for at, number in made if at <= entry.at), default=None)
    return next((number for _at, number in made if number == named), newest)


def _load_texts(rounds: list[_Round]) -> dict[tuple[int, int], str]:
    """Return the plain texts of the revisions the rounds are about. One query, read row by row."""
    wanted = {(each.entry.version_id, number) for each in rounds for number in (each.number, each.before) if number}
    rows = Revision.objects.filter(version__in={version for version, _number in wanted})
    rows = rows.only("version_id", "number", "title", "subtitle", "standfirst", "body", "notes", "images")
    return {
        (row.version_id, row.number): write_plain(row)
        for row in rows.iterator(chunk_size=50)
        if (row.version_id, row.number) in wanted
    }


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
