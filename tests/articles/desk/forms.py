"""A person at the desk without a browser: opens a screen, takes its form as it stands, and posts it changed."""

from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client

from journal.models import User


class _Form(HTMLParser):
    """Collects what a browser without script would send of the first form that posts."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, Any] = {}
        self.buttons: list[str] = []
        self.is_inside = False
        self.hidden_depth = 0
        self.textarea = ""
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form" and given.get("method") == "post" and not self.values:
            self.is_inside = given.get("id") != "logout-form" and "comment-form" not in given.get("class", "")
        self.hidden_depth += tag == "template"
        if not self.is_inside or self.hidden_depth:
            return
        if tag == "input" and (given.get("type") not in ("radio", "checkbox") or "checked" in given):
            self._add(name, given.get("value", "on" if given.get("type") in ("radio", "checkbox") else ""))
        elif tag == "textarea":
            self.textarea, self.values[name] = name, ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and ("selected" in given or self.select not in self.values):
            self.values[self.select] = given.get("value", "")
        elif tag == "button" and name == "act":
            self.buttons.append(given["value"])

    def handle_endtag(self, tag: str) -> None:
        self.hidden_depth -= tag == "template"
        if tag == "form":
            self.is_inside = False
        elif tag == "textarea" and self.textarea:
            self.values[self.textarea] = self.values.get(self.textarea, "").removeprefix("\n")
            self.textarea = ""
        elif tag == "select":
            self.select = ""

    def handle_data(self, data: str) -> None:
        if self.textarea and self.is_inside and not self.hidden_depth:
            self.values[self.textarea] += data

    def _add(self, name: str, value: str) -> None:
        if name in self.values and name.startswith("topics"):
            self.values[name] = [
                *([self.values[name]] if isinstance(self.values[name], str) else self.values[name]),
                value,
            ]
        elif name:
            self.values[name] = value


def sign_in(user: User) -> Client:
    """Return a client of that person."""
    client = Client()
    client.force_login(user)
    return client


def read_form(client: Client, path: str) -> tuple[dict[str, Any], list[str]]:
    """Return what the form of a page would send, and the acts it has buttons for."""
    return parse_form(client.get(path))


def parse_form(response: HttpResponse) -> tuple[dict[str, Any], list[str]]:
    """Return the same of a page that is there already."""
    form = _Form()
    form.feed(response.content.decode())
    return form.values, list(dict.fromkeys(form.buttons))


def send(client: Client, path: str, act: str, **changes: Any) -> HttpResponse:
    """Open a page, change what is named (`note_0_text` stands for `note-0-text`), press the button of an act."""
    values, _buttons = read_form(client, path)
    return client.post(path, {**values, **respell(changes), "act": act})


def respell(changes: dict[str, Any]) -> dict[str, Any]:
    """Return the names of rows as the page has them."""
    prefixes = ("note_", "credit_", "plan_", "assign_", "version_")
    return {
        name.replace("_", "-", 2 if not name.startswith("plan_") else 1) if name.startswith(prefixes) else name: value
        for name, value in changes.items()
    }


def original_path(article: Any) -> str:
    """Return the address of the screen of an article."""
    return f"/admin/articles/article/{article.pk}/change/"


def facing_path(version: Any) -> str:
    """Return the address of the screen of a translation."""
    return f"/admin/articles/translation/{version.pk}/change/"
