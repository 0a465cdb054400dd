"""Citations of one version, to be taken into reference managers and documents."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse

from articles.models import LanguageVersion
from articles.press.article.absence import explain_absence
from articles.press.article.references import load_references
from articles.press.citations.forms import FORMS
from articles.press.citations.work import Work, make_work
from articles.press.language import in_language
from articles.press.licences import find_licence
from articles.press.public import DETAILS, from_row, live_publications
from articles.press.stamp import find_moment

_MORE = ("revision__subtitle", "version__article__licence", "version__article__original_language")


@in_language
def cite(request: HttpRequest, language: str, article_id: int, form: str) -> HttpResponse:
    """`cite.bib`, `cite.ris`, `cite.json` of the version in one language. Absent like the article itself."""
    at = find_moment(request)
    work = load_work(article_id, language, at=at)
    if work is None:
        return explain_absence(request, language, article_id, at=at)
    kind, write = FORMS[form]
    name = {"Content-Disposition": f'attachment; filename="{work.key}.{form}"'}
    charset = "" if form == "json" else "; charset=utf-8"  # JSON is UTF-8 by itself (RFC 8259, 8.1)
    return HttpResponse(write(work), content_type=f"{kind}{charset}", headers=name)


def load_work(article_id: int, language: str, *, at: datetime) -> Work | None:
    """Return what is cited of one published version, None where that language has none. Two queries, no body loaded."""
    live = live_publications(LanguageVersion.objects.filter(article_id=article_id), at=at)
    found = {row["version__language"]: row for row in live.values(*DETAILS, *_MORE)}
    row = found.get(language)
    if row is None:
        return None
    version, written_in = from_row(row), row["version__article__original_language"]
    references = load_references(article_id, version.version_id, language, at=at)
    return make_work(
        version,
        references.credits,
        subtitle=row["revision__subtitle"],
        licence=find_licence(row["version__article__licence"]),
        original_language=written_in,
        original=from_row(found[written_in]) if written_in in found else None,
    )
