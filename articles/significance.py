"""What the desk proposes when it asks how weighty a change is. A person decides."""

from collections.abc import Iterator

from articles import freshness, revisions
from articles.choices import Significance
from articles.models import LanguageVersion
from articles.revisions import Content
from journal.text import diff
from journal.text.tree import escape_text

LINES = ("title", "subtitle", "standfirst")
WORDS = ("alt", "caption")


def propose_significance(version: LanguageVersion) -> Significance | None:
    """Return what the change of the working text since the newest released revision most likely amounts to: of body,
    title, subtitle, standfirst, notes, captions and alternative texts. None where nothing has been released or nothing
    has changed. Never "major", which is for a person to say.

    Four queries, and the cost of comparing the texts: milliseconds for an article, under a second at the cap.
    """
    newest = freshness.newest_released(version)
    if newest is None:
        return None
    now, before = revisions.working_content(version), revisions.content_of(newest)
    return None if now == before else compare(before, now)


def compare(before: Content, now: Content) -> Significance:
    """Return what the change from one content to another most likely amounts to. Pure; no query.

    "typo" if all that changed are a few letters inside longer words, as `journal.text.diff` judges, or what no reader
    of the text reads: the address word, the origin. A note of another kind is "substantive".
    """
    kinds = [{key: note["kind"] for key, note in content.notes.items()} for content in (before, now)]
    if any(kinds[1].get(key, kind) != kind for key, kind in kinds[0].items()):
        return Significance.SUBSTANTIVE
    changes = [change for old, new in _pair_texts(before, now) for change in diff.diff_html(old, new)]
    return Significance(diff.propose_significance(changes))


def _pair_texts(before: Content, now: Content) -> Iterator[tuple[str, str]]:
    """Yield every text that differs as HTML, old and new; "" for what is not there."""
    pairs = [(before.body, now.body)]
    pairs += [(_to_html(getattr(before, name)), _to_html(getattr(now, name))) for name in LINES]
    for key in dict.fromkeys((*before.notes, *now.notes)):
        old, new = (content.notes.get(key, {}).get("html", "") for content in (before, now))
        pairs.append((old, new))
    for number in dict.fromkeys((*before.images, *now.images)):
        for name in WORDS:
            old, new = (content.images.get(number, {}).get(name, "") for content in (before, now))
            pairs.append((_to_html(old), _to_html(new)))
    return ((old, new) for old, new in pairs if old != new)


def _to_html(line: str) -> str:
    return f"<p>{escape_text(line)}</p>" if line else ""
