"""RIS, as Zotero and EndNote read it: the tags of the Reference Manager specification, a line each, CRLF.

A person a line. The translator is A4, which EndNote calls the subsidiary author and Zotero takes for the translator.
"""

from collections.abc import Iterator

from articles.press.citations.work import Person, Work


def write_ris(work: Work) -> str:
    """Return one record. No text of it can begin another line."""
    return "".join(f"{tag}  - {text}\r\n" for tag, text in _list_lines(work) if text or tag == "ER")


def _list_lines(work: Work) -> Iterator[tuple[str, str]]:
    yield "TY", "MGZN"
    yield from (("AU", _write_name(person)) for person in work.authors)
    yield from (("A4", _write_name(person)) for person in work.translators)
    yield "TI", work.full_title
    yield "ST", work.title if work.subtitle else ""
    yield "T2", work.journal
    yield "JF", work.journal
    yield "SN", work.issn
    yield "PB", work.publisher
    yield "PY", str(work.published.year)
    yield "DA", f"{work.published:%Y/%m/%d}"
    yield "LA", work.language
    yield "OP", _describe_original(work)
    yield "UR", work.url
    yield "AB", work.abstract
    yield "N1", "; ".join(filter(None, (f"Revision {work.revision}", work.licence, work.short_url)))
    yield "ER", ""


def _describe_original(work: Work) -> str:
    """Return the title of the original with its language and day, or only the language where it is not published."""
    if not work.original_published:
        return work.original_language
    return f"{work.original_title} ({work.original_language}, {work.original_published:%Y/%m/%d})"


def _write_name(person: Person) -> str:
    if not person.family:
        return person.name
    return f"{person.family}, {person.given}" if person.given else person.family
