"""Generated journals: everything that the acts could have brought about, with odd words in every field."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from articles.adoption import (
    Piece,
    PieceCredit,
    PieceLogEntry,
    PieceNote,
    PiecePublication,
    PieceRevision,
    PieceVersion,
    PieceWaiver,
)
from articles.choices import Act, CreditRole, Licence, NoteKind, Origin, Significance, Stage
from articles.publication import clean_words
from journal.languages import CODES
from journal.models import Page
from tests.articles.interchange.journals import ACCOUNTS, Journal

PLAIN = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
KEYS = st.text("abcxyz019", min_size=1, max_size=4)
MOMENTS = st.datetimes(
    datetime(2019, 1, 1),  # noqa: DTZ001  hypothesis adds the zone
    datetime(2031, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
MARKUP = st.sampled_from(
    [
        "<p>Խմբագիր</p>",
        '<p>ein <em>Wort</em><sup data-note="a"></sup></p>',
        '<h2>Два</h2><p><a href="article:3">ссылка</a></p>',
        '<figure data-image="2"></figure>',
        "<p>a &lt; b &amp; c</p>",
        "<script>alert(1)</script>",
        "loose text",
    ]
)
HTML = st.lists(st.one_of(MARKUP, PLAIN), max_size=3).map("".join)
FILLED = PLAIN.filter(str.strip)
TOLD = PLAIN.map(clean_words)


@st.composite
def credits(draw: st.DrawFn, people: list[int]) -> tuple[PieceCredit, ...]:
    """Some credits, in the order in which they are shown."""
    one = st.builds(
        PieceCredit,
        person=st.sampled_from(people),
        role=st.sampled_from(CreditRole.values),
        position=st.integers(0, 3),
        credited_as=PLAIN,
    )
    return tuple(sorted(draw(st.lists(one, max_size=2)), key=lambda credit: credit.position)) if people else ()


@st.composite
def revisions(draw: st.DrawFn, source: PieceVersion | None) -> tuple[PieceRevision, ...]:
    """Revisions of one version, the first of them released, based on ever later ones of the source."""
    bases = [row.number for row in source.revisions if row.released_at] if source else []
    least = 0
    made = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        if source:
            least = draw(st.sampled_from([base for base in bases if base >= least]))
        weight = draw(st.sampled_from(["", *Significance.values])) if number > 1 else Significance.SUBSTANTIVE
        frozen = st.fixed_dictionaries(
            {"kind": st.sampled_from(NoteKind.values), "added_in": st.sampled_from(CODES), "html": HTML}
        )
        shown = st.fixed_dictionaries({"alt": PLAIN, "caption": PLAIN})
        made.append(
            PieceRevision(
                number=number,
                title=draw(PLAIN),
                subtitle=draw(PLAIN),
                standfirst=draw(PLAIN),
                body=draw(HTML),
                notes=draw(st.dictionaries(KEYS, frozen, max_size=2)),
                images=draw(st.dictionaries(st.integers(1, 99).map(str), shown, max_size=2)),
                slug=draw(st.sampled_from(["", "a-word", "ein-wort"])),
                origin=draw(st.sampled_from(["", *Origin.values])),
                significance=weight,
                released_at=draw(MOMENTS) if weight else None,
                based_on=(source.language, least) if source else None,
                made_by_name=draw(PLAIN),
                made_at=draw(MOMENTS),
                comment=draw(PLAIN),
            )
        )
    return tuple(made)


@st.composite
def publications(draw: st.DrawFn, released: list[int]) -> tuple[PiecePublication, ...]:
    """Publications of one version in the order of their moments: shown first, perhaps withdrawn or cancelled later."""
    made: list[PiecePublication] = []
    for at in sorted(draw(st.lists(MOMENTS, max_size=3))):
        shown = draw(st.sampled_from(released)) if not made or draw(st.booleans()) else None
        row = PiecePublication(at=at, revision=shown, by_name=draw(PLAIN), correction=draw(TOLD))
        if shown is None:
            row = replace(row, reason=draw(TOLD.filter(bool)))
        if made and draw(st.booleans()):
            row = replace(row, cancelled_at=at - timedelta(microseconds=draw(st.integers(1, 10**9))))
        made.append(row)
    return tuple(made)


@st.composite
def versions(draw: st.DrawFn, people: list[int]) -> list[PieceVersion]:
    """The original and some translations, each from one of those before it."""
    made: list[PieceVersion] = []
    for language in draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=4, unique=True)):
        source = draw(st.sampled_from(made)) if made else None
        plan = PieceVersion(
            language=language,
            stage=Stage.PLANNED,
            translated_from=source.language if source else None,
            origin=draw(st.sampled_from(Origin.values)),
            assignee=draw(st.sampled_from(["", *ACCOUNTS])),
            reviewer=draw(st.sampled_from(["", *ACCOUNTS])),
            due_on=draw(st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))),
            instruction=draw(PLAIN),
            credits=draw(credits(people)),
        )
        if source and (source.stage == Stage.PLANNED or draw(st.booleans())):
            made.append(plan)
            continue
        taken = draw(revisions(source))
        shown = draw(publications([row.number for row in taken if row.released_at]))
        stages = [stage for stage in Stage.values if stage != Stage.PLANNED and (shown or stage != Stage.DONE)]
        waiver = st.builds(PieceWaiver, problem=FILLED, reason=PLAIN, at=MOMENTS, by_name=PLAIN)
        made.append(
            replace(
                plan,
                stage=draw(st.sampled_from(stages)),
                based_on=taken[-1].based_on,
                edit_number=draw(st.integers(0, 9)),
                working_slug=draw(st.sampled_from(["", "a-word"])),
                waivers=tuple(draw(st.lists(waiver, max_size=2, unique_by=lambda row: row.problem))),
                revisions=taken,
                publications=shown,
            )
        )
    return made


@st.composite
def pieces(draw: st.DrawFn, number: int, journal: Journal) -> Piece:
    """One article with everything that an article can have."""
    people = [row["id"] for row in journal.people]
    made = draw(versions(people))
    written = [version.language for version in made if version.stage != Stage.PLANNED]
    texts = {
        language: {"title": draw(PLAIN), "subtitle": draw(PLAIN), "standfirst": draw(PLAIN), "body": draw(HTML)}
        for language in written
    }
    notes = [
        PieceNote(
            key=key,
            kind=draw(st.sampled_from([NoteKind.EDITOR, NoteKind.TRANSLATOR])),
            added_in=draw(st.sampled_from(written)),
            text={language: draw(HTML) for language in written},
        )
        for key in draw(st.lists(KEYS, max_size=2, unique=True))
    ]
    details = st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | PLAIN,
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(PLAIN, inner, max_size=2),
        max_leaves=4,
    )
    log = [
        PieceLogEntry(language=version.language, act=Act.START, to_stage=version.stage, at=draw(MOMENTS))
        for version in made
    ]
    log += draw(
        st.lists(
            st.builds(
                PieceLogEntry,
                language=st.sampled_from(CODES),
                act=st.sampled_from(Act.values),
                from_stage=st.sampled_from(["", *Stage.values]),
                by_name=PLAIN,
                at=MOMENTS,
                comment=PLAIN,
                details=st.dictionaries(PLAIN, details, max_size=2),
                dropped=st.just(True),
            ),
            max_size=2,
        )
    )
    topics = [row["id"] for row in journal.topics]
    return Piece(
        id=number,
        original_language=made[0].language,
        working_title=draw(FILLED),
        shelved=draw(st.booleans()),
        topics=draw(st.lists(st.sampled_from(topics), unique=True)) if topics else (),
        lead_image=draw(st.sampled_from([None, *(row["id"] for row in journal.images)])),
        licence=draw(st.sampled_from(["", *Licence.values])),
        first_published_in=draw(st.sampled_from(["", "The “Other”"])),
        first_published_url=draw(st.sampled_from(["", "https://other.example/?a=1&b=2"])),
        first_published_on=draw(st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1))),
        texts=texts,
        notes=notes,
        credits=draw(credits(people)),
        versions=made,
        log=log,
    )


@st.composite
def journals(draw: st.DrawFn) -> Journal:
    """A whole journal."""

    def by_language(name: str, kind: st.SearchStrategy[str]) -> dict[str, str]:
        return {f"{name}_{code}": text for code, text in draw(st.dictionaries(st.sampled_from(CODES), kind)).items()}

    ids = st.lists(st.integers(1, 2**40), max_size=2, unique=True)
    journal = Journal(
        people=[
            {
                "id": number,
                "slug": f"person-{number}",
                **by_language("name", PLAIN),
                **by_language("bio", HTML),
                **by_language("affiliation", PLAIN),
                "given_name": draw(PLAIN),
                "portrait": draw(st.sampled_from(["", f"people/{number}.png"])),
                "orcid": draw(st.sampled_from(["", "0000-0002-1825-009X"])),
                "website": draw(st.sampled_from(["", "https://example.org/ա"])),
            }
            for number in draw(ids)
        ],
        topics=[{"id": number, "slug": f"topic-{number}", **by_language("name", PLAIN)} for number in draw(ids)],
        images=[
            {
                "id": number,
                "file": f"images/{number}.{draw(st.sampled_from(['png', 'jpg', 'webp', 'gif']))}",
                "width": 3,
                "height": 2,
                **by_language("alt", PLAIN),
                **by_language("caption", PLAIN),
                "credit": draw(PLAIN),
                "licence": draw(PLAIN),
                "name": draw(PLAIN),
            }
            for number in draw(ids)
        ],
        pages=[
            {"key": key, **by_language("title", PLAIN), **by_language("body", HTML)}
            for key in draw(st.lists(st.sampled_from(Page.Key.values), unique=True, max_size=2))
        ],
    )
    journal.pieces = [draw(pieces(number, journal)) for number in draw(ids)]
    return journal
