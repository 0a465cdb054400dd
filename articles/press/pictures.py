"""How a picture file stands on a page: its sizes in the formats a browser chooses from."""

from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.images import address, rendition_names

SIZES = "(min-width: 41rem) 38rem, 92vw"
"""How wide a figure is shown (HTML, 4.8.4.2.1): `--measure` of `static/press/tokens.css`, and the page less its gutters
where it is narrower."""
NOTHING = SafeString()
FALLBACK_WIDTH = 1200
"""Pixels of the copy for what knows no `srcset`: feeds, link previews, old browsers."""


@dataclass(frozen=True)
class Picture:
    """A picture file with what is shown live beside it."""

    url: str
    """Of the file where there are no copies, else of the widest one of its format up to FALLBACK_WIDTH."""
    width: int
    """Of the file, as `height`."""
    height: int
    credit: str
    licence: str
    webp: SafeString = NOTHING
    """A `srcset` of WebP copies, "" for a picture without copies."""
    plain: SafeString = NOTHING
    """A `srcset` in the format of the file, "" where `url` is all there is of it."""
    url_width: int = 0
    """Pixels of what `url` leads to, 0 where the file was never measured."""

    @property
    def url_height(self) -> int:
        return max(1, round(self.height * self.url_width / self.width)) if self.width and self.url_width else 0

    @property
    def sizes(self) -> str:
        return SIZES


def make_picture(name: str, width: int, height: int, widths: list[int], credit: str, licence: str) -> Picture:
    """Return what a page shows of a file. Pure."""
    names = rendition_names(name, widths, width)
    small = [pair for pair in names["plain"] if pair[1] <= FALLBACK_WIDTH]
    fallback, url_width = small[-1] if small else (name, width)
    return Picture(
        address(fallback),
        width,
        height,
        credit,
        licence,
        _srcset(names["webp"]),
        _srcset(names["plain"]),
        url_width,
    )


def _srcset(names: list[tuple[str, int]]) -> SafeString:
    return mark_safe(", ".join(f"{escape(address(name))} {width}w" for name, width in names))  # noqa: S308  escaped
