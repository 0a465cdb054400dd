"""Word files put together part by part, for what no word processor would write, or only once in a while."""

import zipfile
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CONTENT_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
PART_KINDS = ("styles", "numbering", "footnotes", "endnotes", "comments")


def write_relationships(*rows: tuple[str, str, str]) -> str:
    """Return a part of relationships; each is (id, kind, target), outside the file if the target has a scheme."""
    written = "".join(
        f'<Relationship Id="{one}" Type="{R}/{kind}" Target="{target}"{_mode(target)}/>' for one, kind, target in rows
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{written}</Relationships>'


def _mode(target: str) -> str:
    return ' TargetMode="External"' if ":" in target or target.startswith(("#", "\\")) else ""


def write_part(name: str, content: str) -> str:
    """Return `<w:name>content</w:name>` with every namespace there may be."""
    return f"<w:{name} {_NAMESPACES}>{content}</w:{name}>"


def make_parts(body: str = "", *, links: tuple[tuple[str, str, str], ...] = (), **parts: str) -> dict[str, str | bytes]:
    """Return the parts of a file: `body` is what stands in it, `styles` and so on what stands in these parts, `links`
    are further relationships of the text."""
    made = [(f"p{number}", kind, f"{kind}.xml") for number, kind in enumerate(PART_KINDS) if kind in parts]
    return {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": write_relationships(("r1", "officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": write_relationships(*made, *links),
        "word/document.xml": write_part("document", f"<w:body>{body}</w:body>"),
        **{f"word/{kind}.xml": write_part(kind, content) for kind, content in parts.items()},
    }


def pack(parts: dict[str, str | bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return parts as a file."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def make_word(body: str = "", *, links: tuple[tuple[str, str, str], ...] = (), **parts: str) -> bytes:
    """Return a Word file; see `make_parts`."""
    return pack(make_parts(body, links=links, **parts))


def p(content: str = "", style: str = "", properties: str = "") -> str:
    """Return a paragraph. Plain text becomes a run."""
    if content and not content.startswith("<"):
        content = run(content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    around = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f"<w:p>{around}{content}</w:p>"


def run(text: str, properties: str = "") -> str:
    """Return a run of text."""
    around = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{around}<w:t xml:space="preserve">{text}</w:t></w:r>'


def style(style_id: str, name: str, content: str = "", kind: str = "paragraph") -> str:
    """Return a style."""
    return f'<w:style w:type="{kind}" w:styleId="{style_id}"><w:name w:val="{name}"/>{content}</w:style>'


def cite(number: int | str, kind: str = "footnote") -> str:
    """Return the run of a reference to a note."""
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def note(number: int | str, text: str, kind: str = "footnote") -> str:
    """Return a note of one paragraph; `text` may be paragraphs of its own."""
    content = text if text.startswith("<w:") else p(f"<w:r><w:{kind}Ref/></w:r>{run(f' {text}')}")
    return f'<w:{kind} w:id="{number}">{content}</w:{kind}>'


def field(instruction: str, result: str = "") -> str:
    """Return the runs of a complex field."""
    step = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    return f"{step('begin')}<w:r><w:instrText>{instruction}</w:instrText></w:r>{step('separate')}{result}{step('end')}"


def bookmark(name: str, content: str, number: int = 7) -> str:
    """Return content within a bookmark."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def picture(relationship: str, alt: str = "", kind: str = "embed") -> str:
    """Return the run of a picture."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{alt}"/><a:graphic><a:graphicData uri="picture">'
        f'<a:blip r:{kind}="{relationship}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def deepen(tag: str, depth: int, inner: str = "") -> str:
    """Return `depth` elements within each other."""
    return f"<w:{tag}>" * depth + inner + f"</w:{tag}>" * depth


def store(parts: dict[str, str | bytes]) -> bytes:
    """Return parts as a file in which nothing is packed."""
    return pack(parts, compression=zipfile.ZIP_STORED)
