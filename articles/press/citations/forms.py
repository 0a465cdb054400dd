"""The forms of citation that can be downloaded."""

from collections.abc import Callable

from articles.press.citations.bibtex import write_bibtex
from articles.press.citations.csl import write_csl
from articles.press.citations.ris import write_ris
from articles.press.citations.work import Work

FORMS: dict[str, tuple[str, Callable[[Work], str]]] = {
    "bib": ("application/x-bibtex", write_bibtex),
    "ris": ("application/x-research-info-systems", write_ris),
    "json": ("application/vnd.citationstyles.csl+json", write_csl),
}
"""By the ending of the file, as `addresses.CitationConverter` knows it: its media type and its writer."""
