"""Tag soup before it reaches a parser: any string in, balanced HTML of known tags out, in linear time.

An HTML5 parser is quadratic on what it has to repair: elements never closed, formatting closed in the wrong order,
text between the rows of a table. Here those repairs are made cheaply, so that nothing of the kind is left for it. This
is no sanitiser: what comes out is still parsed and filtered by one.
"""

import re
from collections import Counter
from typing import NamedTuple

from journal.text.refusals import MAX_CHARACTERS, MAX_NESTING, TextTooDeep, TextTooLong

ALIASES = {"i": "em", "b": "strong", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3", "tfoot": "tbody"}
INLINE = frozenset({"em", "strong", "sup", "sub", "cite", "a", "span"})
BOUNDARY = "div"
"""Stands for every block that is not kept: its words must not run into those beside it."""

_BLOCKS = frozenset(
    "address article aside blockquote caption center dd details dialog dir div dl dt fieldset figcaption figure footer "
    "form h2 h3 header hgroup hr legend li main menu nav ol option p pre section summary table tbody td th thead tr "
    "ul".split()
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_SILENT = frozenset("script style iframe noembed noframes title svg math template object applet".split())
_ROWS = frozenset({"table", "thead", "tbody", "tr"})
_PARTS = frozenset({"caption", "thead", "tbody", "tr", "td", "th"})
_BARRIERS = frozenset({"table", "td", "th", "caption"})
_MARKS = {"sup": "data-note", "figure": "data-image"}
_ATTRIBUTES = frozenset("href hreflang title lang data-note data-image start reversed scope colspan rowspan".split())
_MOST_REOPENED = 8
_LONGEST_VALUE = 12_000
"""Of an attribute, as written: more than any value that may be stored, in which a character may become five."""

_VALUES = r"""(?:[^>"'=]++|=\s*+(?:"[^"]*+"|'[^']*+')|[="'])*+"""
_TOKEN = (
    r"<(?:(?P<comment>!--)|(?P<close>/?)(?P<name>[A-Za-z][^\s/>]*+)(?:(?P<attributes>%s)|(?P<torn>[^>]*+))>"
    r"|[!?/][^>]*+>|)"
)
_STRICT = re.compile(_TOKEN % _VALUES)
_LENIENT = re.compile(_TOKEN % "[^>]*+")
_ATTRIBUTE = re.compile(r"""([^\s/>=][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>]++)))?""")
_TO_ESCAPE = re.compile("[&<>\xa0]")
_AMPERSAND = re.compile("&(?![A-Za-z#])")
_COMMENT_END = re.compile(r"(?<=<!--)-?>|--!?>")


def strain(html: str, keep: frozenset[str]) -> str:
    """Return `html` with every tag closed in order and only tags of `keep` and BOUNDARY left.

    Content of scripts, styles, comments, note markers and image places is gone; other text stays, whatever tags were
    around it. Attributes no text needs are gone, values are not judged. TextTooDeep if more elements than MAX_NESTING
    are open at once, TextTooLong if there is more to write than MAX_CHARACTERS. Linear: microseconds a tag.
    """
    return _Strainer(html, keep).run()


class _Open(NamedTuple):
    key: str
    tag: str
    """As written; empty for a tag that is left out."""
    start: str
    content: int
    """Where in the output the content begins that has to go, 0 if it stays."""


class _Strainer:
    def __init__(self, html: str, keep: frozenset[str]) -> None:
        self.html = html
        self.keep = keep
        self.out: list[str] = []
        self.room = MAX_CHARACTERS
        self.open: list[_Open] = []
        self.counts: Counter[str] = Counter()
        self.unclosed: set[str] = set()

    def run(self) -> str:
        html, position = self.html, 0
        end = html.rfind(">") + 1  # every "<" before it has a ">" to find, so no search runs to the end twice
        token = _STRICT
        while (start := html.find("<", position, end)) >= 0:
            if start > position:
                self.write_text(html[position:start])
            match = token.match(html, start, end)
            if match is None:  # never: the pattern has an empty branch
                break
            position = match.end()
            name = match["name"]
            if name:
                if match["torn"] is not None:
                    token = _LENIENT  # a quotation mark without its partner: look for no more partners
                if match["close"]:
                    self.close(name.lower())
                else:
                    position = self.start(name.lower(), match["attributes"] or "", position)
            elif match["comment"]:
                closing = _COMMENT_END.search(html, position)
                if closing is None:
                    position = end = len(html)
                else:
                    position = closing.end()
            elif position == start + 1:
                self.write_text("<")
        self.write_text(html[position:])
        self.pop_to(0)
        return "".join(self.out)

    def write_text(self, text: str) -> None:
        if self.counts["table"] and self.context() in _ROWS:
            if not text.strip(" \t\n\f"):
                return
            self.open_cell()
        if _TO_ESCAPE.search(text):
            text = _AMPERSAND.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;").replace("\xa0", "&nbsp;")
        self.write(text)

    def write(self, html: str) -> None:
        self.out.append(html)
        self.room -= len(html)
        if self.room < 0:
            raise TextTooLong

    def start(self, name: str, attributes: str, position: int) -> int:
        """Take a start tag that ends at `position`; return where to go on."""
        if name in _SILENT:
            return self.skip(name, position)
        key = ALIASES.get(name, name)
        tag = key if key in self.keep else BOUNDARY if key in _BLOCKS else ""
        if key in _VOID:
            if tag:
                self.make_room(key)
                self.write(f"<{tag}>" if tag == key else f"<{tag}></{tag}>")
            return position
        if key in _PARTS and tag == key:
            tag = self.open_part(key)
        elif tag and not self.make_room(key):
            tag = ""
        kept = _pick(attributes) if tag else {}
        written = "".join(f' {name}="{value}"' for name, value in kept.items())
        is_mark = _MARKS.get(tag) in kept
        self.push(key, tag, f"<{tag}{written}>" if tag else "", is_mark=is_mark)
        if is_mark and attributes.endswith("/"):
            self.pop_to(len(self.open) - 1)
        return position

    def skip(self, name: str, position: int) -> int:
        """Return the place behind the end tag of an element without text. What has none is looked for once only."""
        if name in self.unclosed:
            return position
        closing = re.compile(rf"</{name}(?=[\s/>])[^>]*+>", re.IGNORECASE).search(self.html, position)
        if closing:
            return closing.end()
        self.unclosed.add(name)
        return len(self.html) if name in ("script", "style") else position

    def close(self, name: str) -> None:
        key = ALIASES.get(name, name)
        if not self.counts[key]:
            return
        barriers = frozenset({"table"}) - {key} if key in _PARTS or key == "table" else _BARRIERS - {key}
        for index in range(len(self.open) - 1, -1, -1):
            entry = self.open[index]
            if entry.key == key:
                break
            if entry.tag in barriers:
                return
        else:
            return
        above = self.open[index + 1 :]
        self.pop_to(index)
        if entry.content:
            self.out[entry.content :] = [f"</{entry.tag}>"]
        elif (
            key in INLINE and len(above) <= _MOST_REOPENED and all(not each.tag or each.tag in INLINE for each in above)
        ):
            for each in above:
                if not each.content:
                    self.push(*each[:3])

    def make_room(self, key: str) -> bool:
        """Close what cannot contain `key`. False if its tag had better not be written."""
        if self.counts["table"] and self.context() in _ROWS:
            self.open_cell()
        if key in INLINE or key == "br":
            return key != "a" or self.end_link()
        if key == "li":
            self.end_nearest("li", _BARRIERS | {"ul", "ol", "blockquote"})
        ends = {"p", "h2", "h3"} if key in ("h2", "h3") else {"p"}
        for index in range(len(self.open) - 1, -1, -1):
            tag = self.open[index].tag
            if tag in ends:
                self.pop_to(index)
                break
            if tag and tag not in INLINE:
                break
        return True

    def end_link(self) -> bool:
        if not self.counts["a"]:
            return True
        for index in range(len(self.open) - 1, -1, -1):
            tag = self.open[index].tag
            if tag == "a":
                self.pop_to(index)
                return True
            if tag and tag not in INLINE:
                return False
        return True

    def end_nearest(self, tag: str, barriers: frozenset[str]) -> None:
        if self.counts[tag]:
            for index in range(len(self.open) - 1, -1, -1):
                if self.open[index].tag == tag:
                    self.pop_to(index)
                    return
                if self.open[index].tag in barriers:
                    return

    def open_part(self, key: str) -> str:
        """Make a row, a cell and the like fit into the table; return the tag to write, BOUNDARY outside a table."""
        if not self.counts["table"]:
            self.make_room(key)
            return BOUNDARY
        parents = {"tr": {"table", "thead", "tbody"}, "td": _ROWS, "th": _ROWS}.get(key, {"table"})
        index = len(self.open) - 1
        while self.open[index].tag not in parents:
            index -= 1
        self.pop_to(index + 1)
        if key in ("td", "th") and self.context() != "tr":
            self.push("tr", "tr", "<tr>")
        return key

    def open_cell(self) -> None:
        self.push("td", self.open_part("td"), "<td>")

    def context(self) -> str:
        for entry in reversed(self.open):
            if entry.tag:
                return entry.tag
        return ""

    def push(self, key: str, tag: str, start: str, *, is_mark: bool = False) -> None:
        if len(self.open) >= MAX_NESTING:
            raise TextTooDeep
        self.write(start)
        self.open.append(_Open(key, tag, start, len(self.out) if is_mark else 0))
        self.counts[key] += 1

    def pop_to(self, length: int) -> None:
        while len(self.open) > length:
            entry = self.open.pop()
            self.counts[entry.key] -= 1
            if entry.tag:
                self.write(f"</{entry.tag}>")


def _pick(attributes: str) -> dict[str, str]:
    if not attributes:
        return {}
    picked: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(attributes):
        name = match[1].lower()
        if name in _ATTRIBUTES and name not in picked:
            value = match[2] or match[3] or match[4] or ""
            picked[name] = value.replace('"', "&quot;") if len(value) <= _LONGEST_VALUE else ""
    return picked
