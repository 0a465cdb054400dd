"""What is drawn or embedded in a Word file: its pictures, its text boxes, and what it calls itself.

Elements as in ECMA-376, part 1, 20.4 (drawings) and part 4, 19 (VML, of older files). All linear in the element.
"""

from lxml import etree

from articles.manuscripts.styles import W

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741
V = "{urn:schemas-microsoft-com:vml}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
TEXT_BOX = f"{W}txbxContent"

_DIAGRAMS = ("/chart", "/diagram", "/wordprocessingCanvas", "/wordprocessingInk", "/compatibility", "/lockedCanvas")


def find_boxes(drawing: etree._Element) -> list[etree._Element]:
    """Return the contents of the text boxes of a drawing, not of those within them."""
    return [box for box in drawing.iter(TEXT_BOX) if not _is_boxed(box, drawing)]


def find_pictures(drawing: etree._Element) -> list[etree._Element]:
    """Return the elements of a drawing that refer to a picture, text boxes left out."""
    return [each for each in drawing.iter(f"{A}blip", f"{V}imagedata") if not _is_boxed(each, drawing)]


def is_object(drawing: etree._Element) -> bool:
    """Return whether it is the file of another program."""
    return drawing.tag == f"{W}object" or drawing.find(f".//{O}OLEObject") is not None


def is_rule(drawing: etree._Element) -> bool:
    """Return whether it is a horizontal line, which word processors draw."""
    return any(each.get(f"{O}hr") in ("t", "true", "1") for each in drawing.iter(f"{V}rect"))


def is_diagram(drawing: etree._Element) -> bool:
    """Return whether it is drawn from data: a chart, a diagram, ink."""
    data = drawing.find(f".//{A}graphicData")
    uri = "" if data is None else data.get("uri") or ""
    return any(word in uri for word in _DIAGRAMS)


def describe_drawing(drawing: etree._Element) -> str:
    """Return the alternative text of what is drawn, or its words where those are the drawing; "" for none."""
    for properties in drawing.iter(f"{WP}docPr"):
        return " ".join((properties.get("descr") or properties.get("title") or "").split())
    for shape in drawing.iter(f"{V}shape"):
        written = shape.find(f"{V}textpath")
        return " ".join((shape.get("alt") or ("" if written is None else written.get("string")) or "").split())
    return ""


def name_drawing(drawing: etree._Element) -> str:
    """Return the name of a drawing, "" for none; our own files keep the number of an image in it."""
    return next((row.get("name") or "" for row in drawing.iter(f"{WP}docPr")), "")


def _is_boxed(element: etree._Element, drawing: etree._Element) -> bool:
    """Whether an element of a drawing stands in one of its text boxes."""
    for parent in element.iterancestors():
        if parent is drawing:
            return False
        if parent.tag == TEXT_BOX:
            return True
    return False
