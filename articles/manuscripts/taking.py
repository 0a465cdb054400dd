"""Taking a manuscript over: as a new article, or as the text of one language version. Through the doors only.

What a person is shown before (`plan_text`) is what is stored. What stood there before is kept as a revision.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from articles import freshness, revisions, rights, workflow
from articles.choices import Act, Stage
from articles.images import shown_images, take_image
from articles.manuscripts.manuscript import Finding, Manuscript
from articles.manuscripts.pairing import Pairing, pair_notes, read_stored_notes, write_as_paragraphs
from articles.models import LanguageVersion, Revision
from articles.refusals import Conflict, NotPossible
from articles.revisions import Content
from articles.texts import new_key
from articles.workflow import LONGEST_WORKING_TITLE
from journal.text.plain import excerpt

_MARKER = re.compile(r'<sup data-note="([a-z0-9]{1,32})"></sup>')
_FIGURE = re.compile(r'<figure data-image="([0-9]{1,18})"></figure>')
LINES = ("title", "subtitle", "standfirst")


@dataclass(frozen=True)
class Plan:
    """What taking a manuscript over would store."""

    texts: Mapping[str, str]
    """Field to text; a line the file does not have is absent, and stays as it is."""
    notes: Mapping[str, Mapping[str, str]]
    """Key to kind and HTML, of every note the new text cites."""
    new_notes: frozenset[str]
    """The keys among them that are the manuscript's own, to be replaced by fresh ones."""
    findings: tuple[Finding, ...]


def plan_article(manuscript: Manuscript) -> Plan:
    """Return what a manuscript would be as a new article. Free."""
    return _plan(manuscript, pair_notes(manuscript, {}), frozenset(), ())


def plan_text(manuscript: Manuscript, version: LanguageVersion) -> Plan:
    """Return what a manuscript would be as the text of a version. About six queries."""
    stored = read_stored_notes(version)
    present = revisions.working_content(version)
    pairing = pair_notes(manuscript, stored, present, is_original=version.is_original, source=find_source(version))
    kept = [name for name in LINES if not getattr(manuscript, name) and getattr(present, name)]
    return _plan(manuscript, pairing, frozenset(stored), tuple(Finding(f"keeps-{name}", 1) for name in kept))


def take_as_article(
    manuscript: Manuscript, *, language: str, name: str, by: rights.Person, at: datetime
) -> LanguageVersion:
    """Begin an article with the manuscript as its text and return its original. `name` is that of the file.

    Refused as by `workflow.begin`, `articles.images.take_image` and SAVE; then nothing has been written.
    """
    title = excerpt(manuscript.title or re.sub(r"\.\w{1,5}\Z", "", name), LONGEST_WORKING_TITLE)
    with transaction.atomic():
        version = workflow.begin(
            language=language, working_title=title or _("Untitled manuscript"), by=by, at=at, comment=_tell_origin(name)
        )
        return _store(plan_article(manuscript), manuscript, version, name=name, by=by, at=at)


def take_as_text(
    manuscript: Manuscript,
    version: LanguageVersion,
    *,
    edit_number: int,
    name: str,
    by: rights.Person,
    at: datetime,
) -> LanguageVersion:
    """Make the manuscript the text of a version, for a person who saw it in the state `edit_number`, and return it.

    What stood there is kept as a revision first. Conflict if somebody has saved since; otherwise refused as SAVE is.
    """
    with transaction.atomic():
        held = LanguageVersion.objects.select_for_update(of=("self",), no_key=True).filter(pk=version.pk).first()
        if held is None:
            raise NotPossible(_("This language version is gone."))
        if held.edit_number != edit_number:
            raise Conflict
        plan = plan_text(manuscript, held)
        if held.stage != Stage.PLANNED and _has_text(revisions.working_content(held)):
            revisions.take(held, by=by, at=at, comment=_("Kept when a Word file was taken over."))
        return _store(plan, manuscript, held, name=name, by=by, at=at)


def find_source(version: LanguageVersion) -> Revision | None:
    """Return the revision a translation follows, or would begin from; None for an original. Two queries at the most."""
    if version.translated_from is None:
        return None
    return version.based_on or freshness.newest_released(version.translated_from)


def _plan(manuscript: Manuscript, pairing: Pairing, taken: frozenset[str], findings: tuple[Finding, ...]) -> Plan:
    keys = dict(pairing.keys)
    new = set()
    for key, note in manuscript.notes.items():
        if key not in keys:
            # A key of our own that the piece does not know holds; any other is fresh, and not one of the piece's
            keys[key] = key if note.has_own_key or key not in taken else f"{key}x{new_key()}"
            if not note.has_own_key:
                new.add(keys[key])
    body = _MARKER.sub(lambda found: f'<sup data-note="{keys.get(found[1], found[1])}"></sup>', manuscript.body)
    lines = {name: getattr(manuscript, name) for name in LINES if getattr(manuscript, name)}
    notes = {keys[key]: {"kind": pairing.kinds[key], "html": note.html} for key, note in manuscript.notes.items()}
    return Plan({**lines, "body": body}, notes, frozenset(new), (*pairing.findings, *findings))


def _store(
    plan: Plan, manuscript: Manuscript, version: LanguageVersion, *, name: str, by: rights.Person, at: datetime
) -> LanguageVersion:
    """Take the pictures in and save. Call it inside a transaction."""
    fresh = {key: new_key() for key in plan.new_notes}
    images: dict[int, dict[str, str]] = {}
    numbers: dict[int, int] = {}
    for picture in manuscript.pictures:
        image = take_image(picture.data, name=picture.name, by=by, at=at)
        numbers[picture.number] = image.pk
        images[image.pk] = _keep_said({"alt": picture.alt, "caption": picture.caption})
    shown = set(shown_images(plan.texts["body"]))
    images |= {
        number: _keep_said({"alt": alt, "caption": caption})
        for number, (alt, caption) in manuscript.captions.items()
        if number in shown
    }
    body = _MARKER.sub(lambda found: f'<sup data-note="{fresh.get(found[1], found[1])}"></sup>', plan.texts["body"])
    body = _FIGURE.sub(lambda found: f'<figure data-image="{numbers.get(int(found[1]), found[1])}"></figure>', body)
    stored = read_stored_notes(version)
    notes = {
        fresh.get(key, key): dict(note)
        for key, note in plan.notes.items()
        if key not in stored or write_as_paragraphs(stored[key].html) != note["html"]
    }
    source = find_source(version) if version.stage == Stage.PLANNED else None
    return workflow.apply(
        version,
        Act.SAVE,
        by=by,
        at=at,
        comment=_tell_origin(name),
        edit_number=version.edit_number,
        texts={**plan.texts, "body": body},
        notes=notes,
        images={number: words for number, words in images.items() if words},
        **({"source_revision": source.number} if source else {}),
    )


def _keep_said(words: dict[str, str]) -> dict[str, str]:
    """Leave out what the file does not say: it stays as it is."""
    return {name: text for name, text in words.items() if text}


def _has_text(content: Content) -> bool:
    return any((content.title, content.subtitle, content.standfirst, content.body))


def _tell_origin(name: str) -> str:
    return _("Taken over from the Word file “%(name)s”.") % {"name": name[:200]}
