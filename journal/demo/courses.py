"""What becomes of the pieces of the demo: most are published in every language, five take a course of their own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from articles import comments
from articles.choices import Act
from journal.demo.reading import DemoPiece, DemoThread
from journal.demo.stories import House, PieceStory
from journal.demo.timeline import Story, moment


@dataclass(frozen=True)
class Course:
    """How a piece goes on after it was published. `late` is the language that was not in the release set."""

    follow: Callable[[PieceStory], Story]
    late: str = ""


def tell_all(piece: DemoPiece, house: House) -> Iterator[Story]:
    """Return the stories of a piece: its own course, and what is said about it."""
    telling = PieceStory(piece, house)
    yield _tell(telling)
    yield from (_discuss(telling, thread) for thread in piece.threads)


def _tell(telling: PieceStory) -> Story:
    piece = telling.piece
    course = COURSES.get(piece.key)
    at_first = [each for each in piece.texts if each not in (piece.original, course.late if course else "")]
    yield from telling.write()
    yield from telling.translate(at_first, end=telling.published_on)
    yield from telling.publish()
    if course is not None:
        yield from course.follow(telling)


def _discuss(telling: PieceStory, thread: DemoThread) -> Story:
    """One remark a day, the last of them a working day ago."""
    house, first = telling.house, None
    for number, (name, text) in enumerate(thread.lines):
        yield (at := house.lately(len(thread.lines) - number, 10, 45))
        version = telling.versions[thread.language]
        said = comments.add(version, text, by=house.office[name], at=at, note_key=thread.note, answers=first)
        first = first or said
    if first is not None and thread.resolved:
        yield (at := house.lately(1, 11))
        comments.resolve(first, by=house.office[thread.lines[-1][0]], at=at)


def revise(telling: PieceStory) -> Story:
    """The original is corrected and grows; all translations but the German one are brought up to it."""
    piece, house = telling.piece, telling.house
    if piece.revision is None:
        raise ValueError(piece.key)
    told = {"comment": piece.revision.comment, "significance": piece.revision.significance}
    day = 23
    for language in (piece.original, *(each for each in piece.revised if each != piece.original)):
        yield (at := house.lately(day, 14, 40))
        telling.save(language, piece.revised[language], by=telling.writer(language), at=at)
        yield (at := house.lately(day - 1, 17))
        telling.submit(language, at=at)
        yield (at := house.lately(day - 2, 12, 20))
        telling.apply(language, Act.APPROVE, by=telling.reviewer(language), at=at)
        yield (at := house.lately(day - 3, 9, 30))
        correction = piece.revision.correction[language]
        telling.apply(language, Act.PUBLISH, by=house.chief, at=at, correction=correction, **told)
        day -= 5


def review(telling: PieceStory) -> Story:
    """The late translation is in review, and the reviewer has improved it."""
    for language, text in telling.piece.reviewed.items():
        yield from telling.translate([language], end=telling.house.soon(4), last=Act.SUBMIT)
        yield (at := telling.house.lately(2, 15, 45))
        telling.save(language, text, by=telling.reviewer(language), at=at)


def send_back(telling: PieceStory) -> Story:
    """The late translation has come back to its translator."""
    for language, comment in telling.piece.returned.items():
        yield from telling.translate([language], end=telling.house.soon(3), last=Act.SUBMIT)
        yield (at := telling.house.lately(3, 11))
        telling.apply(language, Act.RETURN, by=telling.reviewer(language), at=at, comment=comment)


def schedule(telling: PieceStory) -> Story:
    """The late translation is approved and will be published by itself."""
    house = telling.house
    late = COURSES[telling.piece.key].late
    yield from telling.translate([late], end=house.soon(3))
    yield (at := house.lately(1, 16, 30))
    telling.apply(late, Act.SCHEDULE, by=house.chief, at=at, when=moment(house.soon(3), 9))


def withdraw(telling: PieceStory) -> Story:
    """A translation has been taken down and its correction is begun; a language more is planned, and free to claim."""
    house = telling.house
    for language, reason in telling.piece.withdrawn.items():
        yield (at := house.lately(9, 10, 15))
        telling.apply(language, Act.WITHDRAW, by=house.chief, at=at, reason=reason)
        yield (at := house.lately(9, 10, 20))
        telling.apply(language, Act.ASSIGN, by=house.chief, at=at, due_on=house.soon(5))
        yield (at := house.lately(4, 13, 50))
        text = telling.piece.corrected[language]
        telling.save(language, text, by=telling.writer(language), at=at, comment="Half-volumes are half-volumes again.")
    yield (at := house.lately(3, 12))
    telling.plan("hy", at=at, due_on=house.soon(18), instruction=FOR_THE_TRANSLATOR)


FOR_THE_TRANSLATOR = (
    "«Կիսահատորը» ամենուր պահել կիսահատոր․ անգլերենը հենց դրա պատճառով ենք հետ վերցրել։ "
    "Հանրագիտարանի ռուսերեն անունը տալ հայերեն թարգմանությամբ, բնագիրը՝ փակագծերում։"
)

COURSES = {
    "past-tense-island": Course(revise),
    "the-other-side-of-the-book": Course(review, late="ru"),
    "three-voices-one-singer": Course(send_back, late="de"),
    "comma-under-the-letter": Course(schedule, late="ru"),
    "encyclopaedia-changes-alphabet": Course(withdraw),
}
