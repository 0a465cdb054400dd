"""Does a translator's file fit: the piece, the language, the revision of the source, and every tag in its place?

What does not fit is named with its place, all of it at once. What fits is the translation as it would be stored.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from django.utils.translation import gettext as _

from articles.choices import NOTES_OF_ONE_LANGUAGE
from articles.models import Footnote, LanguageVersion, Revision
from articles.revisions import Content, content_of
from articles.xliff.cutting import segment
from articles.xliff.origins import Origin, check_origin, find_revision
from articles.xliff.outcomes import Fit, Misfit, Unfit
from articles.xliff.places import FIELDS, name_unit
from articles.xliff.prefilling import Prefilled, make_own_inlines, prefill
from articles.xliff.present import list_shown_images, read_present
from articles.xliff.reading import FileUnit, XliffFile
from articles.xliff.segments import Nodes, Rebuilt, Unit, flatten, has_ink, list_tags, rebuild
from articles.xliff.tagging import is_same, join_lines, judge_tags, normalize, unwrap_unknown
from journal.columns import columns, read
from journal.text.footnotes import cited_keys
from journal.text.plain import excerpt, to_text
from journal.text.sanitize import TextRefused, clean, clean_line, clean_lines

LONGEST_LINE = 500
"""Characters of a title, a subtitle, an alternative text: as much as the desk's own form takes."""

ON_A_LINE = ("title", "subtitle", "alt")
CLEANERS: dict[str, Callable[[str], str]] = {
    "line": clean_line,
    "lines": clean_lines,
    "body": clean,
    "note": partial(clean, profile="note"),
}
"""How each field is cleaned when it is stored."""


def fit(file: XliffFile, version: LanguageVersion) -> Fit:
    """Return what the file makes of the translation `version`.

    Unfit names everything that stands in the way: another piece or language, a revision of the source that was never
    released or that the translation has left behind, source texts that are not that revision's, units that are missing,
    double or strange, tags that are missing, strange or wrongly nested, units without a translation. About ten
    queries; some ten milliseconds for an article.
    """
    origin = check_origin(file.original, (file.source_language, file.target_language), version)
    revision = find_revision(origin, version)
    return _Fitter(file, version, origin, revision).fit()


def _belongs_to(unit: Unit, keys: set[str]) -> bool:
    parts = unit.id.split(".")
    return parts[0] == "note" and parts[1] in keys


class _Fitter:
    """Holds a file against the units of a revision of the source."""

    def __init__(self, file: XliffFile, version: LanguageVersion, origin: Origin, revision: Revision) -> None:
        self.version = version
        self.origin = origin
        self.revision = revision
        self.source = content_of(revision)
        self.present = read_present(version, self.source)
        self.segments = segment(self.source)
        base = content_of(version.based_on) if version.based_on else None
        self.known = prefill(
            self.segments, source=self.source, working=self.present, base=base, language=version.language
        )
        self.own = self.read_own_notes()
        self.rows: dict[str, FileUnit] = {}
        self.misfits: list[Misfit] = []
        self.unplaced: list[str] = []
        self.take_rows(file)

    def read_own_notes(self) -> dict[str, dict[str, str]]:
        """Return the notes a translator may cite besides those of the source: key to kind, language and HTML."""
        code = self.version.language
        rows = Footnote.objects.filter(article_id=self.version.article_id).exclude(key__in=self.segments.numbers)
        rows = rows.only("key", "kind", "added_in", *columns(["text"], code))
        return {
            row.key: {"kind": row.kind, "added_in": row.added_in, "html": read(row, "text", code)}
            for row in rows
            if (read(row, "text", code) or row.key in self.present.notes)
            and (row.added_in == code or row.kind in NOTES_OF_ONE_LANGUAGE)
        }

    def take_rows(self, file: XliffFile) -> None:
        """Note the file's units by their ids, and which are strange or double."""
        for row in file.units:
            if row.id not in self.segments.units:
                self.misfits.append(Misfit(row.id, "", _("The text has no such unit.")))
            elif row.id in self.rows:
                self.add(row.id, _("This unit is in the file twice."))
            else:
                self.rows[row.id] = row

    def fit(self) -> Fit:
        left_out = self.find_left_out()
        self.miss_deleted_notes(left_out)
        wanted = [unit for unit in self.segments.units.values() if not _belongs_to(unit, left_out)]
        targets = {unit.id: self.judge(unit) for unit in wanted}
        if self.misfits:
            raise Unfit(*self.misfits)
        inlines = {
            name: {**self.get(name).inlines, **make_own_inlines(tag.id for tag in list_tags(nodes))}
            for name, nodes in targets.items()
        }
        made = self.clean(rebuild(self.segments, targets, inlines))
        if self.misfits:
            raise Unfit(*self.misfits)
        return Fit(
            self.origin,
            self.revision,
            self.present,
            self.propose(made),
            made.texts,
            made.notes,
            made.images,
            untranslated=[name_unit(unit, self.segments) for unit in wanted if self.is_untranslated(unit)],
            left_out=sorted(self.segments.numbers[key] for key in left_out),
            lost=self.find_lost(made),
            unplaced=self.unplaced,
        )

    def get(self, name: str) -> Prefilled:
        return self.known.get(name, Prefilled())

    def add(self, name: str, why: str) -> None:
        self.misfits.append(Misfit(name, name_unit(self.segments.units[name], self.segments), why))

    def find_left_out(self) -> set[str]:
        """Return the keys of the source's notes for its own readers that no target cites."""
        cited = {
            inline.note
            for row in self.rows.values()
            for tag in list_tags(row.target or ())
            if (inline := self.segments.units[row.id].inlines.get(tag.id))
        }
        return {key for key in self.segments.optional if key in self.segments.numbers} - cited

    def miss_deleted_notes(self, left_out: set[str]) -> None:
        """Note the source's notes that its editor has deleted since the revision was released: there is no row any more
        to write a translation into. One query."""
        keys = self.segments.notes.keys() - left_out
        there = Footnote.objects.filter(article_id=self.version.article_id, key__in=keys).values_list("key", flat=True)
        deleted = keys.difference(there)
        why = _("This footnote of the source has been deleted since; ask its editor to release the source again.")
        for key in sorted(deleted, key=self.segments.numbers.__getitem__):
            self.add(next(name for name in self.segments.units if name.startswith(f"note.{key}.")), why)

    def judge(self, unit: Unit) -> Nodes:
        """Return the translation of a unit, noting what does not fit."""
        row = self.rows.get(unit.id)
        if row is None:
            self.add(unit.id, _("This unit is missing."))
            return ()
        if row.foreign:
            self.add(unit.id, _("There is an element here that the file did not have: %(tag)s.") % {"tag": row.foreign})
            return ()
        if not is_same(row.source, unit.nodes):
            why = _("The source text here is not that of revision %(number)s.")
            self.add(unit.id, why % {"number": self.revision.number})
            return ()
        if row.target is None or not has_ink(flatten(row.target)):
            self.add(unit.id, _("There is no translation here."))
            return ()
        known = self.get(unit.id)
        target = unwrap_unknown(row.target, known)
        if target != row.target:
            self.unplaced.append(name_unit(unit, self.segments))
        own = self.own if unit.block >= 0 and unit.kind != "link-title" else ()  # nothing else holds markers
        for why in judge_tags(unit, target, self.segments, own, known):
            self.add(unit.id, why)
        if unit.kind in ON_A_LINE and len(flatten(target)) > LONGEST_LINE:
            self.add(unit.id, _("This is longer than %(count)s characters.") % {"count": LONGEST_LINE})
        return self.settle(unit, target)

    def settle(self, unit: Unit, target: Nodes) -> Nodes:
        """Return a target as it is stored: what is equal to something known but for its spaces is that."""
        plain = normalize(target)
        for known in (self.get(unit.id).nodes, unit.nodes):
            if known and plain == normalize(known):
                return known
        return join_lines(target)

    def is_untranslated(self, unit: Unit) -> bool:
        """Whether the file has the source's words where there are any: the same figures are no fault."""
        target = normalize(self.rows[unit.id].target or ())
        known = self.get(unit.id).nodes
        is_known = bool(known) and target == normalize(known)
        return any(map(str.isalpha, unit.text)) and not is_known and flatten(target) == flatten(normalize(unit.nodes))

    def clean(self, made: Rebuilt) -> Rebuilt:
        """Return the text as it would be stored."""

        def keep(where: str, text: str, profile: str) -> str:
            try:
                return CLEANERS[profile](text)
            except TextRefused:
                self.misfits.append(Misfit("", where, _("This text is too long or too deeply nested to be stored.")))
                return ""

        profiles = {"body": "body", "standfirst": "lines"}
        texts = {
            name: keep(str(FIELDS.get(name, _("Text"))), text, profiles.get(name, "line"))
            for name, text in made.texts.items()
        }
        numbers = self.segments.numbers
        notes = {
            key: keep(_("Footnote %(number)s") % {"number": numbers[key]}, html, "note")
            for key, html in made.notes.items()
        }
        kinds = {"alt": "line", "caption": "lines"}
        shown = list_shown_images(self.version, texts.get("body", self.present.body)) if made.images else set()
        images = {
            pk: {name: keep(_("Image %(number)s") % {"number": pk}, text, kinds[name]) for name, text in words.items()}
            for pk, words in made.images.items()
            if pk in shown
        }
        return Rebuilt(texts, notes, images)

    def propose(self, made: Rebuilt) -> Content:
        """Return the translation with what the file brings."""
        body = made.texts.get("body", self.present.body)
        notes = {}
        for key in dict.fromkeys(cited_keys(body)):
            known = self.present.notes.get(key) or self.own.get(key) or self.source.notes.get(key, {})
            html = made.notes.get(key, known.get("html", "") if key not in self.source.notes else "")
            notes[key] = {"kind": known.get("kind", ""), "added_in": known.get("added_in", ""), "html": html}
        images = {pk: {**self.present.images.get(pk, {}), **made.images.get(pk, {})} for pk in self.source.images}
        return replace(self.present, **made.texts, notes=notes, images={**self.present.images, **images})

    def find_lost(self, made: Rebuilt) -> dict[str, str]:
        kept = set(cited_keys(made.texts.get("body", self.present.body)))
        return {
            key: excerpt(to_text(self.present.notes.get(key, {}).get("html", "")), 80)
            for key in dict.fromkeys(cited_keys(self.present.body))
            if key not in kept
        }
