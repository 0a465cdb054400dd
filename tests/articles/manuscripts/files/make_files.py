"""Makes the Word files of this folder from the sources beside them: `python make_files.py`, in this folder.

Needs pandoc, LibreOffice (soffice) and python-docx. The files are kept in the repository, so that the tests need none
of these programs and do not change with their versions.
"""

import subprocess
from pathlib import Path

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Cm

HERE = Path(__file__).resolve().parent


def run(*words: str) -> None:
    subprocess.run(words, cwd=HERE, check=True, capture_output=True)


def convert(source: str, target: str) -> None:
    """Save a file as .docx with LibreOffice, under another name."""
    run("soffice", "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", "made", source)
    (HERE / "made" / Path(source).with_suffix(".docx").name).rename(HERE / target)
    (HERE / "made").rmdir()


def make_german() -> None:
    """The German file: python-docx with its own template, as scripts and web services make them."""
    document = Document()
    document.add_heading("Briefe unterwegs", 0)
    document.add_paragraph("Die Post kennt Städte anders als ihre Bewohner.")
    document.add_heading("Die Straße", 1)
    paragraph = document.add_paragraph("Sie ist ")
    paragraph.add_run("schmal").italic = True
    paragraph.add_run(" und ")
    paragraph.add_run("lang").bold = True
    paragraph.add_run(".")
    document.add_paragraph("Ein Brief findet seinen Empfänger.", style="Intense Quote")
    for word in ("Hof", "Treppe"):
        document.add_paragraph(word, style="List Bullet")
    for word in ("erste Stufe", "zweite Stufe"):
        document.add_paragraph(word, style="List Number")
    table = document.add_table(rows=2, cols=2)
    for number, word in enumerate(("Jahr", "Briefe", "1926", "120")):
        table.cell(number // 2, number % 2).text = word
    document.styles.add_style("Language hy", WD_STYLE_TYPE.CHARACTER)
    document.add_paragraph("Auf dem Schild steht ").add_run("Փոստ", style="Language hy")
    document.add_picture(str(HERE / "door.png"), width=Cm(2))
    document.add_paragraph("Die Tür der Post", style="Caption")
    document.save(str(HERE / "german-python-docx.docx"))


if __name__ == "__main__":
    run("pandoc", "armenian.md", "-o", "armenian-pandoc.docx")
    convert("georgian.fodt", "georgian-libreoffice.docx")
    run("pandoc", "russian.md", "-o", "russian.docx")
    convert("russian.docx", "russian-pandoc-libreoffice.docx")
    (HERE / "russian.docx").unlink()
    make_german()
