"""Choosing pieces and images in the editor, on the real screens of the desk: what is chosen stands in the database."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from PIL import Image as Picture
from playwright.sync_api import Locator, Page, Response, expect
from pytest_django.live_server_helper import LiveServer

from articles.images import take_image
from articles.models import Article, Image
from journal.columns import read
from journal.models import User
from tests import factories
from tests.browser.keyboard import go_to_end, go_to_start, settle, write
from tests.browser.looks import find_faults

pytestmark = pytest.mark.django_db(transaction=True)

BODY = "#id_body + .ck-editor"


@pytest.fixture
def desk(page: Page) -> Iterator[Page]:
    """Give a page which no script may warn on."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    yield page
    assert said == []


def open_text(page: Page, live_server: LiveServer, article: Article, *, user: User | None = None) -> Locator:
    """Sign in, open the screen of the original, put the cursor into its text; return the editor of the text."""
    client = Client()
    client.force_login(user or factories.find_chief())
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": f"{live_server.url}/admin/"}])
    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    page.locator("label[for=id_body]").scroll_into_view_if_needed()
    editor = page.locator(BODY)
    editor.locator(".ck-content").locator("p, h2").first.click()
    settle(page)
    return editor


def save_text(page: Page, article: Article) -> str:
    """Press the button that saves and return the text as it is stored then."""
    page.locator("button[name=act][value=save]").first.click()
    expect(page.locator(".messagelist")).to_be_visible()
    return stored_body(article)


def stored_body(article: Article) -> str:
    return read(Article.objects.get(pk=article.pk), "body", article.original_language)


def create_text(language: str, body: str, *, title: str = "A title") -> Article:
    texts = {**factories.make_texts(language, body=body), "title": title}
    return factories.create_article(language=language, texts=texts)


def draw(colour: str = "red", size: tuple[int, int] = (640, 400), form: str = "JPEG") -> bytes:
    file = io.BytesIO()
    Picture.new("RGB", size, colour).save(file, form)
    return file.getvalue()


def create_image(name: str, **texts: str) -> Image:
    image = take_image(draw(), name=name, by=factories.find_chief(), at=factories.MORNING, credit="N. N.")
    Image.objects.filter(pk=image.pk).update(**texts)
    return image


# Pieces


def test_a_piece_is_searched_by_keyboard_and_linked_by_its_number(desk: Page, live_server: LiveServer) -> None:
    target = create_text("hy", "<p>x</p>", title="Հիշողության ՔԱՂԱՔԱԿԱՆՈՒԹՅՈՒՆԸ")
    create_text("ka", "<p>x</p>", title="სხვა")
    article = create_text("de", "<p>siehe dort</p>")
    editor = open_text(desk, live_server, article)
    go_to_end(desk)
    desk.keyboard.press("Control+Shift+ArrowLeft")
    settle(desk)
    desk.keyboard.press("Control+Alt+K")
    dialog = desk.get_by_role("dialog", name="Link to a piece")
    expect(dialog.get_by_role("listitem")).to_have_count(3)
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    write(desk, "հիշողության քաղաքականությունը")
    expect(dialog.get_by_role("listitem")).to_have_count(1)
    expect(dialog.get_by_role("status")).to_have_text("Found: 1")
    expect(dialog.locator(".chooser-title")).to_have_attribute("lang", "hy")
    desk.keyboard.press("ArrowDown")
    expect(dialog.get_by_role("listitem").get_by_role("button")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect(editor.locator(".ck-content")).to_be_focused()
    assert save_text(desk, article) == f'<p>siehe <a href="article:{target.pk}">dort</a></p>'


def test_without_a_selection_the_title_is_put_in_with_its_language(desk: Page, live_server: LiveServer) -> None:
    target = create_text("hy", "<p>x</p>", title="Հիշողություն")
    article = create_text("de", "<p>siehe </p>")
    editor = open_text(desk, live_server, article)
    go_to_end(desk)
    write(desk, " ")
    editor.get_by_role("button", name="Link to a piece").click()
    desk.get_by_role("searchbox").fill(f"{live_server.url}/hy/{target.pk}/whatever/")
    desk.get_by_role("dialog").get_by_role("button", name="Հիշողություն").click()
    settle(desk)
    write(desk, " dort")
    link = f'<a href="article:{target.pk}"><span lang="hy">Հիշողություն</span></a>'
    assert save_text(desk, article) == f"<p>siehe {link} dort</p>"


def test_the_form_of_ordinary_links_leads_to_the_search_too(desk: Page, live_server: LiveServer) -> None:
    target = create_text("hy", "<p>x</p>", title="Target")
    article = create_text("de", "<p>dort</p>")
    open_text(desk, live_server, article)
    desk.keyboard.press("Control+A")
    settle(desk)
    desk.keyboard.press("Control+K")
    desk.locator(".ck-link-form").get_by_role("button", name="Link to a piece").click()
    desk.get_by_role("dialog", name="Link to a piece").get_by_role("button", name="Target").click()
    assert save_text(desk, article) == f'<p><a href="article:{target.pk}">dort</a></p>'


def test_a_link_shows_the_title_of_its_piece_and_opens_the_piece(desk: Page, live_server: LiveServer) -> None:
    target = create_text("hy", "<p>x</p>", title="Target")
    body = f'<p><a href="article:{target.pk}#note-a">one</a></p><p><a href="article:99999">two</a></p>'
    article = create_text("de", body)
    editor = open_text(desk, live_server, article)
    editor.locator("a", has_text="one").click()
    shown = desk.locator(".ck-link-toolbar__preview")
    expect(shown).to_have_text("Target")
    with desk.context.expect_page() as opened:
        shown.click()
    opened.value.wait_for_load_state()
    assert opened.value.url == f"{live_server.url}/admin/articles/article/{target.pk}/change/"
    opened.value.close()
    editor.locator("a", has_text="two").click()
    expect(shown).to_have_text("Piece 99999 is not there, or is not yours to see.")
    shown.click()
    settle(desk)
    assert len(desk.context.pages) == 1


def test_the_dialog_keeps_the_focus_and_gives_it_back(desk: Page, live_server: LiveServer) -> None:
    article = create_text("de", "<p>Text</p>")
    editor = open_text(desk, live_server, article)
    desk.keyboard.press("Control+Alt+K")
    dialog = desk.get_by_role("dialog", name="Link to a piece")
    expect(dialog.get_by_role("listitem")).to_have_count(1)
    for _ in range(6):
        desk.keyboard.press("Tab")
        assert desk.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    desk.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(editor.locator(".ck-content")).to_be_focused()
    assert stored_body(article) == "<p>Text</p>"


def test_a_search_that_fails_says_so(page: Page, live_server: LiveServer) -> None:
    article = create_text("de", "<p>Text</p>")
    open_text(page, live_server, article)
    page.route("**/choose/pieces/**", lambda route: route.fulfill(status=500, body="broken"))
    settle(page)
    page.keyboard.press("Control+Alt+K")
    expect(page.get_by_role("status").filter(has_text="did not answer as expected")).to_be_visible()


# Images


def test_an_image_is_searched_chosen_and_stored_by_its_number(desk: Page, live_server: LiveServer) -> None:
    image = create_image("hill.jpg", alt_de="Ein Hügel", caption_ka="გორა")
    create_image("sea.jpg")
    article = create_text("de", "<p>Vor dem Bild.</p><p>Danach.</p>")
    editor = open_text(desk, live_server, article)
    go_to_start(desk)
    editor.get_by_role("button", name="Image from the collection").click()
    dialog = desk.get_by_role("dialog", name="Image from the collection")
    expect(dialog.get_by_role("listitem")).to_have_count(2)
    write(desk, "ᲒᲝᲠᲐ")
    expect(dialog.get_by_role("listitem")).to_have_count(1)
    desk.keyboard.press("Enter")
    desk.keyboard.press("Enter")
    marker = editor.locator("figure.image-marker")
    expect(marker).to_contain_text(f"Image {image.pk} · hill.jpg · Ein Hügel")
    expect(marker.get_by_role("img", name="Ein Hügel")).to_be_visible()
    assert marker.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth > 0)")
    assert save_text(desk, article) == (f'<figure data-image="{image.pk}"></figure><p>Vor dem Bild.</p><p>Danach.</p>')


def test_an_image_that_is_not_there_says_so(desk: Page, live_server: LiveServer) -> None:
    image = create_image("hill.jpg")
    body = f'<p>x</p><figure data-image="{image.pk}"></figure><figure data-image="99999"></figure>'
    article = create_text("de", body)
    editor = open_text(desk, live_server, article)
    markers = editor.locator("figure.image-marker")
    expect(markers.first).to_contain_text("No alternative text in this language yet.")
    expect(markers.last).to_have_text("Image 99999 is not there, or is not yours to see.")
    write(desk, "y")
    assert save_text(desk, article).endswith(body.removeprefix("<p>x</p>"))


def test_more_images_come_page_by_page(desk: Page, live_server: LiveServer) -> None:
    Image.objects.bulk_create(
        Image(file="images/none.jpg", width=1, height=1, name=f"{number}.jpg") for number in range(30)
    )
    article = create_text("de", "<p>Text</p>")
    desk.route("**/media/**", lambda route: route.fulfill(body=draw(size=(8, 8)), content_type="image/jpeg"))
    editor = open_text(desk, live_server, article)
    editor.get_by_role("button", name="Image from the collection").click()
    dialog = desk.get_by_role("dialog", name="Image from the collection")
    expect(dialog.get_by_role("status")).to_have_text("Found: 24+")
    dialog.get_by_role("button", name="Show more").click()
    expect(dialog.get_by_role("listitem")).to_have_count(30)
    expect(dialog.get_by_role("listitem").nth(24).get_by_role("button")).to_be_focused()
    expect(dialog.get_by_role("button", name="Show more")).to_be_hidden()


def test_a_new_image_is_sent_and_put_in_and_a_bad_file_refused_with_the_reason(
    desk: Page, live_server: LiveServer, tmp_path: Path
) -> None:
    (tmp_path / "new.png").write_bytes(draw("blue", form="PNG"))
    (tmp_path / "bad.png").write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    article = create_text("de", "<p>Text</p>")
    editor = open_text(desk, live_server, article)
    said: list[int] = []

    def hear(answer: Response) -> None:
        if answer.request.method == "POST" and not answer.url.endswith(("/look/", "/draft/")):
            said.append(answer.status)

    desk.on("response", hear)
    editor.get_by_role("button", name="Image from the collection").click()
    dialog = desk.get_by_role("dialog", name="Image from the collection")
    dialog.get_by_label("New image from this computer").set_input_files(tmp_path / "new.png")
    expect(dialog).to_have_count(0)
    image = Image.objects.get()
    expect(editor.locator("figure.image-marker")).to_contain_text(f"Image {image.pk} · new.png")
    assert f'<figure data-image="{image.pk}"></figure>' in save_text(desk, article)
    assert said == [201, 303]


def test_a_file_that_is_no_image_is_refused_with_the_reason(
    page: Page, live_server: LiveServer, tmp_path: Path
) -> None:
    (tmp_path / "bad.png").write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    article = create_text("de", "<p>Text</p>")
    editor = open_text(page, live_server, article)
    editor.get_by_role("button", name="Image from the collection").click()
    dialog = page.get_by_role("dialog", name="Image from the collection")
    dialog.get_by_label("New image from this computer").set_input_files(tmp_path / "bad.png")
    expect(dialog.get_by_role("alert")).to_contain_text("not a JPEG, PNG or WebP image")
    expect(dialog.get_by_label("New image from this computer")).to_be_enabled()
    assert Image.objects.count() == 0


# The view of the HTML


def test_an_administrator_sees_the_html_and_it_is_cleaned_when_saved(desk: Page, live_server: LiveServer) -> None:
    article = create_text("de", "<p>Old</p>")
    editor = open_text(desk, live_server, article)
    editor.get_by_role("button", name="Source").click()
    source = editor.get_by_role("textbox", name="The text as HTML")
    expect(source).to_be_focused()
    source.fill('<p class="x">New <em>text</em></p><section><p style="color: red">y</p></section>')
    assert save_text(desk, article) == "<p>New <em>text</em></p><p>y</p>"


def test_an_html_with_a_million_columns_is_not_lost(desk: Page, live_server: LiveServer) -> None:
    article = create_text("de", "<p>Old</p>")
    editor = open_text(desk, live_server, article)
    editor.get_by_role("button", name="Source").click()
    source = editor.get_by_role("textbox", name="The text as HTML")
    source.fill('<p>colspan=1000000</p><table><tr><td colspan="1000000">x</td><td>y</td></tr></table>')
    assert save_text(desk, article) == (
        "<p>colspan=1000000</p><table><tbody><tr><td>x</td><td>y</td></tr></tbody></table>"
    )


def test_an_html_that_was_only_looked_at_changes_nothing(desk: Page, live_server: LiveServer) -> None:
    body = '<p>A <span lang="la">b</span></p><ul><li>c</li></ul>'
    article = create_text("de", body)
    editor = open_text(desk, live_server, article)
    for _ in range(2):
        editor.get_by_role("button", name="Source").click()
        settle(desk)
    assert save_text(desk, article) == body


def test_an_editor_has_no_view_of_the_html(desk: Page, live_server: LiveServer) -> None:
    editor_of_german = factories.create_user(memberships=[("edit", "de")])
    article = create_text("de", "<p>Text</p>")
    editor = open_text(desk, live_server, article, user=editor_of_german)
    expect(editor.get_by_role("button", name="Link to a piece")).to_be_visible()
    assert editor.get_by_role("button", name="Source").count() == 0
    configurations = desk.locator("textarea[data-editor]").evaluate_all("found => found.map(x => x.dataset.editor)")
    offered = {name for each in configurations for name in (*json.loads(each)["toolbar"], *json.loads(each)["plugins"])}
    assert offered & {"sourceEditing", "SourceView"} == set()


# Accessibility


@pytest.mark.slow
def test_axe_finds_nothing_wrong_with_the_tools(desk: Page, live_server: LiveServer) -> None:
    image = create_image("hill.jpg", alt_hy="Սար")
    target = create_text("ka", "<p>x</p>", title="მეხსიერება")
    figures = "".join(f'<figure data-image="{number}"></figure>' for number in (image.pk, 99999))
    table = "<table><caption>Աղյուսակ</caption><tbody><tr><td>x</td></tr></tbody></table>"
    body = f'<p>Տեքստ <span lang="la">lorem</span> <a href="article:{target.pk}">հղում</a></p>{figures}{table}<p>x</p>'
    editor = open_text(desk, live_server, create_text("hy", body))
    expect(editor.locator("figure img")).to_be_visible()
    faults = {}
    faults["editor"] = find_faults(desk, widths=(768,), inside=BODY)
    faults["count"] = find_faults(desk, widths=(768,), inside=".word-count")
    for name in ("Link to a piece", "Image from the collection"):
        editor.get_by_role("button", name=name).click()
        expect(desk.locator("dialog.chooser li").first).to_be_visible()
        faults[name] = find_faults(desk, widths=(768,), inside="dialog.chooser")
        desk.keyboard.press("Escape")
    for name, panel in (("Language of a part", ".part-language"), ("Characters", ".characters")):
        editor.get_by_role("button", name=name, exact=True).click()
        settle(desk)
        faults[name] = find_faults(desk, widths=(768,), inside=f"{panel} .ck-dropdown__panel")
        desk.keyboard.press("Escape")
    editor.locator("a").click()
    expect(desk.locator(".ck-link-toolbar__preview")).to_have_text("მეხსიერება")
    faults["link"] = find_faults(desk, widths=(768,), inside=".ck-link-toolbar")
    desk.keyboard.press("Control+F")
    expect(desk.get_by_role("dialog", name="Find and replace")).to_be_visible()
    faults["find"] = find_faults(desk, widths=(768,), inside=".ck-dialog")
    desk.keyboard.press("Escape")
    assert {place: found for place, found in faults.items() if found} == {}


def test_a_script_of_a_page_may_have_an_image_chosen(desk: Page, live_server: LiveServer) -> None:
    image = create_image("hill.jpg", alt_de="Ein Hügel")
    open_text(desk, live_server, create_text("de", "<p>Text</p>"))
    desk.evaluate("window.answers = []; enfaceEditors.chooseImage({language: 'de'}).then(row => answers.push(row)); 0")
    desk.get_by_role("dialog").get_by_role("button", name="hill.jpg").click()
    desk.evaluate("enfaceEditors.chooseImage().then(row => answers.push(row)); 0")
    expect(desk.get_by_role("dialog").get_by_role("listitem")).to_have_count(1)
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("dialog")).to_have_count(0)
    chosen, nothing = desk.evaluate("answers")
    assert ((chosen["id"], chosen["alt"], chosen["credit"]), nothing) == ((image.pk, "Ein Hügel", "N. N."), None)
