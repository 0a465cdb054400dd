"""What the page of a text is told about the words being typed, which nobody has saved: how its paragraphs face those of
the source, and what the checks of the text find."""

import re
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.template.loader import render_to_string

from articles import problems, workflow
from articles.choices import Act
from articles.desk import access
from articles.models import LanguageVersion, Revision
from articles.models.article import TEXT_FIELDS
from articles.revisions import Content, working_content
from journal.text.align import align
from journal.text.blocks import split_blocks
from journal.text.sanitize import TextRefused, clean

Faces = list[tuple[tuple[int, ...], tuple[int, ...]]]
"""Rows of the facing desk: places of the blocks of the source, and of the text, that face each other."""
_NOTE = re.compile(r"note-[0-9]{1,4}-key")
_LONGEST_LINE = 20_000


def look_at_text(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a POST of a form nobody has saved with {"rows": Faces, "faults": HTML of what the checks find} against the
    released revision `source_revision` of its source. Nothing is stored.

    Http404 to those who may not save the text; 422 for a text over the caps. Ten queries, and a tenth of a second of
    processor time.
    """
    version = access.load_version(request.user, pk)
    if not workflow.may(request.user, Act.SAVE, version):
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        content = read_typed(version, request.POST)
    except TextRefused:
        return JsonResponse({"rows": [], "faults": ""}, status=422)
    source = _find_source(version, request.POST.get("source_revision", ""))
    faults = problems.find_in_words(version, source=source, content=content)
    told = {"version": version, "faults": faults, "source_language": source.version.language if source else ""}
    told["may_waive"] = workflow.may(request.user, Act.WAIVE, version)
    rows = face(source.body, content.body) if source else []
    return JsonResponse({"rows": rows, "faults": render_to_string("desk/_word_faults.html", told, request)})


def read_typed(version: LanguageVersion, posted: Any) -> Content:
    """Return the working text of the version with what was posted in its place, cleaned. TextRefused over the caps."""
    content = working_content(version)
    lines = {name: posted[name][:_LONGEST_LINE] for name in TEXT_FIELDS if name != "body" and name in posted}
    body = clean(posted["body"], "body") if "body" in posted else content.body
    notes = dict(content.notes)
    for name in filter(_NOTE.fullmatch, posted):
        key, html = posted[name], posted.get(name.removesuffix("key") + "text")
        if key and html is not None:
            notes[key] = {**notes.get(key, {}), "html": clean(html, "note")}
    return replace(content, **lines, body=body, notes=notes)


def face(source: str, body: str) -> Faces:
    """Return how the blocks of two bodies face each other. A few milliseconds for an article."""
    return [(row.left, row.right) for row in align(split_blocks(source), split_blocks(body))]


def _find_source(version: LanguageVersion, number: str) -> Revision | None:
    if version.translated_from_id is None or not (number.isascii() and number.isdecimal() and len(number) < 10):
        return None
    released = Revision.objects.filter(version=version.translated_from_id, released_at__isnull=False)
    return released.filter(number=int(number)).select_related("version").first()
