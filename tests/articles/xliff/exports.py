"""A piece with everything a text may hold, its XLIFF, and a translator who fills it in: plain functions."""

from collections.abc import Callable, Mapping

import pytest
from lxml import etree

from articles.models import Article, LanguageVersion, Revision
from articles.refusals import Invalid
from articles.xliff.fitting import fit
from articles.xliff.outcomes import Fit, Unfit
from articles.xliff.reading import read_xliff
from articles.xliff.writing import NAMESPACE, write_xliff
from journal.models import User
from tests import factories

BODY = (
    '<h2>Heading<sup data-note="k1"></sup></h2>'
    '<p>See <a href="https://a.example/">the <strong>report</strong></a><sup data-note="k2"></sup>'
    " of&nbsp;2021 &amp; after.<br>Next line</p>"
    '<blockquote><p lang="en">Quoted <em>words</em></p></blockquote>'
    "<ul><li>first item</li><li>second item</li></ul><hr>"
    '<p>The end<sup data-note="k2"></sup>.</p>'
)
NOTES = {
    "k1": {"kind": "reference", "html": 'See <a href="https://b.example/">a book</a>, p. 5.'},
    "k2": {"kind": "remark", "html": "<p>First part.</p><p>Second part.</p>"},
}
TEXTS = {"title": "A title", "subtitle": "A subtitle", "standfirst": "One line.\nAnother line.", "body": BODY}

Change = Callable[[etree._Element], None]


def make_piece(*, body: str = BODY, notes: Mapping[str, Mapping[str, str]] | None = None) -> tuple[Article, User]:
    """Make an Armenian piece, released and planned in German for a translator of assigned pieces."""
    lena = factories.create_user(memberships=[("translate", "de", True)], first_name="Lena")
    article = factories.create_article(texts={**TEXTS, "body": body}, notes=NOTES if notes is None else notes)
    factories.release(factories.find_version(article))
    factories.create_version(article, "de", assignee=lena)
    return article, lena


def find_german(article: Article) -> LanguageVersion:
    """Return the German version as it is now."""
    return factories.find_version(article, "de")


def newest(version: LanguageVersion) -> Revision:
    """Return the newest released revision of the source of a translation."""
    assert version.translated_from is not None
    return version.translated_from.revisions.exclude(released_at=None).order_by("-number")[0]


def export(version: LanguageVersion, *, from_source: bool = False, revision: Revision | None = None) -> bytes:
    """Return the file for a translation."""
    return write_xliff(version, revision or newest(version), at=factories.MORNING, from_source=from_source)


def change(data: bytes, *changes: Change) -> bytes:
    """Return a file with each of `changes` made to its root."""
    root = etree.fromstring(data)
    for each in changes:
        each(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def translate(data: bytes, *, mark: str = "DE ") -> bytes:
    """Return a file in which every target says something else: every piece of text with words gets `mark` before it."""

    def fill(root: etree._Element) -> None:
        for target in root.iter(f"{{{NAMESPACE}}}target"):
            if target.getparent().tag == f"{{{NAMESPACE}}}trans-unit":
                target.text = f"{mark}{target.text or ''}"

    return change(data, fill)


def find_unit(root: etree._Element, name: str) -> etree._Element:
    """Return a unit by its id."""
    return next(unit for unit in root.iter(f"{{{NAMESPACE}}}trans-unit") if unit.get("id") == name)


def set_target(name: str, xml: str) -> Change:
    """Return the change that gives a unit another target, written in XML without prefixes."""

    def put(root: etree._Element) -> None:
        unit = find_unit(root, name)
        old = unit.find(f"{{{NAMESPACE}}}target")
        unit.replace(old, etree.fromstring(f'<target xmlns="{NAMESPACE}">{xml}</target>'))

    return put


def remove(name: str) -> Change:
    """Return the change that takes a unit out of the file."""
    return lambda root: (unit := find_unit(root, name)).getparent().remove(unit)


def take(data: bytes, version: LanguageVersion) -> Fit:
    """Return what a file makes of a translation."""
    return fit(read_xliff(data), version)


def refuse(data: bytes, version: LanguageVersion) -> list[tuple[str, str, str]] | str:
    """Return what does not fit, unit by unit, or the one reason against the whole file."""
    with pytest.raises(Invalid) as refusal:
        take(data, version)
    if isinstance(refusal.value, Unfit):
        return [(misfit.unit, misfit.where, misfit.why) for misfit in refusal.value.misfits]
    return str(refusal.value)


def read_units(data: bytes) -> dict[str, tuple[str, str, str]]:
    """Return of each unit its source and target as they are written inside, and the state."""
    units = {}
    for unit in etree.fromstring(data).iter(f"{{{NAMESPACE}}}trans-unit"):
        source, target = (unit.find(f"{{{NAMESPACE}}}{name}") for name in ("source", "target"))
        units[unit.get("id")] = (_inside(source), _inside(target), target.get("state"))
    return units


def _inside(element: etree._Element) -> str:
    written = etree.tostring(element, encoding="unicode", with_tail=False).replace(f' xmlns="{NAMESPACE}"', "")
    return written.partition(">")[2].rpartition("<")[0]
