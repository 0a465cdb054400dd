"""The editor's control, its configuration, and the bundle that is served."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import override_settings
from django.utils import translation
from lxml import html

from journal.checks import EDITOR_FLOOR, check_editor_bundle, editor_version
from journal.editor import FOLDER, RichTextWidget, editor_config, interface_language
from journal.languages import CODES
from journal.text.features import PROFILES, plugins, toolbar

ROOT = Path(__file__).resolve().parent.parent.parent
BUNDLE = ROOT / "static" / FOLDER / "bundle.js"
LANGUAGES_OF_THE_INTERFACE = ["be", "de", "hy", "ro", "ru"]


def test_the_control_is_a_textarea_with_its_text_language_and_configuration() -> None:
    rendered = RichTextWidget("note", language="ka").render("text_ka", "<p>A &amp; B</p>", {"id": "id_text_ka"})
    (textarea,) = html.fragments_fromstring(rendered, no_leading_text=True)
    attributes = dict(textarea.attrib)
    config = json.loads(attributes.pop("data-editor"))
    assert (textarea.tag, textarea.text_content().strip(), attributes) == (
        "textarea",
        "<p>A &amp; B</p>",
        {"name": "text_ka", "id": "id_text_ka", "lang": "ka", "class": "rich-text", "rows": "3"},
    )
    assert config == editor_config("note", language="ka", interface="en")


def test_the_page_gets_no_script_and_no_style_of_its_own() -> None:
    rendered = RichTextWidget("body", language="hy").render("body", "</textarea><script>alert(1)</script>", {"id": "b"})
    assert re.findall(r"<script|<style|\sstyle=|\son\w+=", rendered) == []


@pytest.mark.parametrize("profile", PROFILES)
def test_the_configuration_comes_from_the_table_of_features(profile: str) -> None:
    config = editor_config(profile, language="", interface="de-AT")
    assert (config["toolbar"], config["plugins"]) == (toolbar(profile), plugins(profile))
    assert (config["language"]["ui"], "content" in config["language"]) == ("de", False)
    assert "null" not in json.dumps(config)


def test_the_view_of_the_html_is_for_whom_the_page_says() -> None:
    widget = RichTextWidget("body", language="hy")
    offered = []
    for widget.source in (False, True):
        (textarea,) = html.fragments_fromstring(widget.render("body", ""), no_leading_text=True)
        config = json.loads(textarea.get("data-editor"))
        offered.append(("sourceEditing" in config["toolbar"], "SourceView" in config["plugins"]))
    assert offered == [(False, False), (True, True)]


def test_languages_of_parts_are_named_in_the_language_of_the_person_and_the_texts_own_is_left_out() -> None:
    offered = {}
    for interface in ("de", "hy", "ka"):
        with translation.override(interface):
            offered[interface] = dict(editor_config("body", language="hy", interface=interface)["languages"])
    assert [names["la"] for names in offered.values()] == ["Latein", "լատիներեն", "ლათინური"]
    assert list(offered["de"])[:6] == ["be", "ka", "ro", "en", "de", "ru"]
    assert {(len(names), "hy" in names, "xcl" in names) for names in offered.values()} == {(24, False, True)}


def test_characters_are_named_by_their_use_in_the_language_of_the_text() -> None:
    named = {code: dict(editor_config("note", language=code, interface="en")["characters"]) for code in CODES}
    assert (named["de"]["“"], named["en"]["“"]) == ("Closing quotation mark", "Opening quotation mark")
    assert (named["de"]["»"], named["ru"]["»"]) == ("Opening quotation mark, pointed", "Closing quotation mark")
    unnamed = {character for names in named.values() for character, name in names.items() if character == name}
    assert unnamed == set("ևўЎăâîșțĂÂÎȘȚßẞ")  # letters


@pytest.mark.urls("tests.browser.editor_page.urls")
def test_where_there_is_no_desk_there_is_no_button_that_needs_it() -> None:
    config = editor_config("body", language="de", interface="en")
    assert (config["addresses"], {"pieceLink", "chooseImage"} & set(config["toolbar"])) == ({}, set())


def test_an_unknown_profile_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        editor_config("essay", language="", interface="en")


@pytest.mark.parametrize("code", ["ka", "en", "en-GB", "fr", "", None])
def test_an_interface_the_editor_does_not_speak_is_english(code: str | None) -> None:
    assert interface_language(code) == "en"


@pytest.mark.parametrize("code", [*LANGUAGES_OF_THE_INTERFACE, "ka", "en"])
def test_the_page_loads_the_bundle_and_the_words_of_one_language(code: str) -> None:
    words = [f"{FOLDER}/translations/{code}.js"] if code in LANGUAGES_OF_THE_INTERFACE else []
    with translation.override(code):
        media = RichTextWidget().media
    scripts = [*words, f"{FOLDER}/bundle.js"]
    styles = [f"{FOLDER}/styles.css", "desk/editor.css", "desk/editor-tools.css"]
    assert (media._js, media._css) == (scripts, {"all": styles})
    assert [name for name in scripts if finders.find(name) is None] == []


def test_every_plugin_the_features_name_is_in_the_bundle_and_the_other_way_round() -> None:
    source = (ROOT / "assets" / "editor" / "plugins.js").read_text()
    table = source.partition("const NAMED = {")[2].partition("};")[0]
    assert set(re.findall(r"^  (\w+): \[", table, re.MULTILINE)) == {
        name for p in PROFILES for name in plugins(p, source=True)
    }


def test_the_bundle_is_the_version_the_lock_file_pins() -> None:
    lock = json.loads((ROOT / "assets" / "package-lock.json").read_text())
    pinned = lock["packages"]["node_modules/ckeditor5"]["version"]
    assert editor_version(BUNDLE) == tuple(int(part) for part in pinned.split("."))
    assert editor_version(BUNDLE) >= EDITOR_FLOOR
    assert f'"{pinned}"' in BUNDLE.read_text()  # what CKEditor says of itself


def test_the_lock_file_names_no_registry() -> None:
    lock = json.loads((ROOT / "assets" / "package-lock.json").read_text())
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []
    exact = json.loads((ROOT / "assets" / "package.json").read_text())["devDependencies"]
    assert [version for version in exact.values() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []


def test_collecting_takes_our_editor_and_nothing_of_the_package(tmp_path: Path) -> None:
    with override_settings(STATIC_ROOT=tmp_path):
        call_command("collectstatic", interactive=False, verbosity=0)
    collected = {path.relative_to(tmp_path) for path in (tmp_path / "django_ckeditor_5").rglob("*") if path.is_file()}
    ours = ROOT / "static"
    assert collected == {path.relative_to(ours) for path in (ours / "django_ckeditor_5").rglob("*") if path.is_file()}
    assert {str(path.relative_to(FOLDER)) for path in collected} == {
        "COPYING-ckeditor.txt",
        "LICENSE-ckeditor.md",
        "VERSION",
        "bundle.js",
        "styles.css",
        *(f"translations/{code}.js" for code in LANGUAGES_OF_THE_INTERFACE),
    }
    assert (tmp_path / FOLDER / "bundle.js").read_bytes() == BUNDLE.read_bytes()
    scripts = [path for path in tmp_path.rglob("*.js") if "admin" not in path.parts]
    assert [path for path in scripts if re.search(rb"(?<![\d.])47\.\d\.\d(?![\d.])", path.read_bytes())] == []


def test_the_editor_of_this_project_passes_the_check() -> None:
    assert check_editor_bundle() == []


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("/*! CKEditor 47.5.0 with the plugins of Enface. */", "is CKEditor 47.5.0, which is not safe"),
        ("/*! CKEditor 48.5.1 with the plugins of Enface. */", "is CKEditor 48.5.1, which is not safe"),
        ("!function(){}", "missing, or is not the one of this project"),
        (None, "missing, or is not the one of this project"),
    ],
)
def test_another_editor_is_reported(tmp_path: Path, content: str | None, problem: str) -> None:
    if content is not None:
        (tmp_path / FOLDER).mkdir(parents=True)
        (tmp_path / FOLDER / "bundle.js").write_text(content)
    with override_settings(STATICFILES_DIRS=[tmp_path]):
        finders.get_finder.cache_clear()
        (error,) = check_editor_bundle()
    finders.get_finder.cache_clear()
    assert (error.id, problem in error.msg, "make assets" in str(error.hint)) == ("enface.E001", True, True)


def test_serving_the_files_of_the_package_is_reported() -> None:
    stock = [f"django.contrib.staticfiles.finders.{name}" for name in ("FileSystemFinder", "AppDirectoriesFinder")]
    with override_settings(STATICFILES_FINDERS=stock):
        (error,) = check_editor_bundle()
    assert (error.id, "served beside ours" in error.msg) == ("enface.E001", True)
    assert stock != settings.STATICFILES_FINDERS
