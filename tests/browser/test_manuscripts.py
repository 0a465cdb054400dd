"""A Word file on its way into the journal, in the browser: dropped, read, taken over, opened in the editor."""

import base64
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from articles.revisions import working_content
from tests import factories
from tests.browser.looks import find_faults

pytestmark = [pytest.mark.django_db(transaction=True)]

FILES = Path(__file__).resolve().parent.parent / "articles" / "manuscripts" / "files"
DROP = """([name, data]) => {
  const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], name));
  const zone = document.querySelector("[data-drop-zone]");
  for (const kind of ["dragover", "drop"]) {
    zone.dispatchEvent(new DragEvent(kind, { dataTransfer: files, bubbles: true, cancelable: true }));
  }
  return document.querySelector("input[type=file]").files[0].name;
}"""


@pytest.fixture(autouse=True)
def _files(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def sign_in(page: Page, live_server: LiveServer) -> None:
    factories.find_chief()
    page.goto(f"{live_server.url}/admin/login/")
    page.fill("[name=username]", "chief")
    page.fill("[name=password]", "password")
    page.click("[type=submit]")


def drop_file(page: Page, name: str) -> str:
    """Drop a file on the frame around the field; return the name the field has then."""
    page.wait_for_load_state("load")  # the script that takes it is deferred
    data = base64.b64encode((FILES / name).read_bytes()).decode()
    return str(page.evaluate(DROP, [name, data]))


def test_a_dropped_word_file_becomes_an_article_that_opens_in_the_editor(page: Page, live_server: LiveServer) -> None:
    sign_in(page, live_server)
    page.get_by_role("link", name="From a Word file").click()
    page.get_by_label("Original language").select_option("hy")
    assert drop_file(page, "armenian-pandoc.docx") == "armenian-pandoc.docx"
    assert find_faults(page, widths=(320, 768, 1440)) == []
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("heading", name="Report")).to_be_visible()
    expect(page.locator(".manuscript-report")).to_have_count(2)
    expect(page.locator(".desk-reading")).to_contain_text("Փողոցը նեղ է և երկար")
    assert find_faults(page, widths=(320, 768, 1440)) == []
    page.get_by_role("button", name="Begin an article with this text").click()
    expect(page.locator(".messagelist")).to_contain_text("The Word file has been taken over.")
    editor = page.locator("#id_body + .ck-editor .ck-content")
    expect(editor).to_contain_text("Փողոցը նեղ է և երկար")
    expect(editor.locator(".note-marker")).to_have_count(3)
    content = working_content(factories.find_version(Article.objects.get()))
    assert (content.title, len(content.notes), len(content.images)) == ("Նամակներ ճանապարհին", 3, 1)
    page.locator("button[value=save]").first.click()
    expect(page.locator(".messagelist")).to_be_visible()
    assert working_content(factories.find_version(Article.objects.get())).notes == content.notes


def test_a_word_file_for_a_version_shows_what_changes(page: Page, live_server: LiveServer) -> None:
    article = factories.create_article(language="ka")
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    page.get_by_role("link", name="Replace the text with a Word file").click()
    page.get_by_label("Word file").set_input_files(FILES / "georgian-libreoffice.docx")
    page.get_by_role("button", name="Read the file").click()
    expect(page.locator(".manuscript-report").first).to_contain_text("ნინო: ძველი სახლებით,")
    expect(page.locator("[data-report=left-out]")).to_contain_text("გიორგი: ეს ხომ არ გავამოკლოთ?")
    assert find_faults(page) == []
    page.get_by_role("button", name="Replace the text with this file").click()
    expect(page.locator(".messagelist")).to_contain_text("The Word file has been taken over.")
    assert working_content(factories.find_version(article)).title == "წერილები გზაში"


def test_a_file_that_is_refused_says_why_at_its_field(page: Page, live_server: LiveServer) -> None:
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/admin/articles/manuscript/add/")
    page.get_by_label("Word file").set_input_files({"name": "a.docx", "mimeType": "x/y", "buffer": b"%PDF-1.7"})
    page.get_by_role("button", name="Read the file").click()
    expect(page.locator(".errorlist")).to_contain_text("This is a PDF file.")
    assert find_faults(page) == []
