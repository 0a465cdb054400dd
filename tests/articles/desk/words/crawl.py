"""The rounds of the desk: every page of it, every list narrowed and sorted, every form refused and taken.

Nothing stays done: what a form changes is taken back, so that the next language finds the same world.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

import PIL.Image
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils.http import urlsafe_base64_encode

from articles.models import Draft
from journal.models import User
from tests.articles.desk.forms import parse_form
from tests.articles.desk.words.greek_world import World

SILENT_ROUTES = {
    *("desk_image_upload", "desk_choose_pieces", "desk_choose_images", "desk_look", "desk_draft"),  # for scripts: JSON
    *("desk_xliff", "desk_word", "desk_revision_word", "journal_oldaddress_export"),  # files
    *("desk_preview", "view_on_site"),  # what readers see
    *("desk_act", "logout", "autocomplete", "jsi18n"),  # take forms only, or are for scripts
}
"""Routes of the desk whose answer to GET is no page in the person's language."""

PLAIN = (
    *("desk_account", "desk_members", "desk_signed_in", "desk_manuscript_begin", "password_reset_complete"),
    *("password_change", "password_change_done", "admin_password_reset", "admin_password_reset_done"),
)
"""Routes of one page."""
BUTTONS = ("_save", "_continue", "_addanother", "set-password", "unset-password")
SAVES = BUTTONS[:3]
TEXTS = (
    ("review", "approve"),
    ("review", "return"),
    ("approved", "publish"),
    ("faulty", "publish"),
    ("public", "checked"),
)
LONG = "Ω" * 600
"""More than any line takes."""


def list_routes() -> set[str]:
    """Return the names of the desk's routes, those of the admin included."""
    return set(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: Any, prefix: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern) and prefix.startswith("admin/") and pattern.name:
            yield pattern.name


def list_pages(world: World) -> dict[str, list[str]]:
    """Return the addresses of the pages of each route."""
    of = {name: version.pk for name, version in world.versions.items()}
    articles = {name: world.versions[name].article_id for name in ("original", "scheduled", "withdrawn", "empty")}
    draft = Draft.objects.get(user=world.chief).pk
    pages = {
        "index": ["", "?q=1922&language=de&sort=title&shelved=with", "?stage=approved&waiting=review&page=2"],
        "articles_article_change": [f"articles/article/{pk}/change/" for pk in articles.values()],
        "desk_publish": [f"articles/article/{pk}/publish/" for pk in articles.values()],
        "articles_translation_change": [
            f"articles/translation/{of[name]}/change/"
            for name in ("public", "review", "returned", "approved", "faulty", "planned", "unreleased")
        ],
        "desk_history": [f"articles/version/{of[name]}/history/" for name in ("original", "public", "withdrawn")],
        "desk_revision": [f"articles/version/{of['original']}/revisions/{number}/" for number in (1, 2)],
        "desk_compare": [f"articles/version/{of['original']}/compare/{query}" for query in ("", "?a=1&b=2")],
        "desk_review": [f"articles/version/{of['approved']}/review/"],
        "desk_manuscript": [f"articles/manuscript/{world.word.pk}/"],
        "desk_xliff_delivery": [f"articles/translation/{of['public']}/xliff/{world.xliff.pk}/"],
        "desk_back": [f"articles/version/{of['original']}/back/1/"],
        "desk_comments": [f"articles/version/{of['public']}/comments/"],
        "desk_draft_look": [f"articles/version/{of['public']}/draft/{draft}/"],
        "desk_word_hand_in": [f"articles/version/{of['original']}/word/hand-in/"],
        "desk_xliff_hand_in": [f"articles/translation/{of['public']}/xliff/hand-in/"],
        "journal_oldaddress_import": ["journal/oldaddress/import/"],
        "desk_home": ["home/", "home/?list=all&q=", "home/?list=de&q=nowhere"],
        "desk_report": ["report/", "report/?since=2026-01-01&until=2025-01-01", "report/?since=x"],
        "app_list": ["articles/", "authors/", "journal/"],
        "login": ["login/"],
        "articles_article_changelist": ["articles/article/", "articles/article/?original_language=ka&q=x"],
        "articles_translation_changelist": ["articles/translation/", "articles/translation/?stage=planned&o=2"],
        "articles_notice_changelist": ["articles/notice/", "articles/notice/?state=sent&kind=comment"],
        "articles_image_changelist": ["articles/image/", "articles/image/?q=x"],
        "journal_user_changelist": ["journal/user/", "journal/user/?is_active__exact=1&_facets=True"],
        "articles_image_delete": [f"articles/image/{pk}/delete/" for pk in (world.unused.pk, world.image.pk)],
        "journal_user_change": [f"journal/user/{pk}/change/" for pk in (world.chief.pk, world.invited.pk)],
        "auth_user_password_change": [f"journal/user/{pk}/password/" for pk in (world.chief.pk, world.invited.pk)],
        "articles_image_change": [f"articles/image/{pk}/change/" for pk in (world.unused.pk, world.image.pk)],
    }
    rows = {"articles_topic": world.topic, "authors_author": world.person, "articles_image": world.image}
    rows |= {"journal_user": world.chief, "journal_page": world.page, "journal_oldaddress": world.old_address}  # type: ignore[dict-item]
    for name, row in rows.items():
        for kind in ("change", "history", "delete"):
            pages.setdefault(f"{name}_{kind}", [f"{name.replace('_', '/', 1)}/{row.pk}/{kind}/"])
    for name in ("topic", "page", "oldaddress", "author", "user", "article", "image"):
        app = {"author": "authors", "user": "journal", "page": "journal", "oldaddress": "journal"}.get(name, "articles")
        pages[f"{app}_{name}_add"] = [f"{app}/{name}/add/"]
        pages.setdefault(f"{app}_{name}_changelist", [f"{app}/{name}/"])
    pages |= {name: [path_of(name)] for name in PLAIN}
    pages["password_reset_confirm"] = [path_of("password_reset_confirm", uidb64="x", token="x-x")]
    return {
        name: [path if path.startswith("/") else f"/admin/{path}" for path in paths] for name, paths in pages.items()
    }


def visit(world: World) -> Iterator[tuple[str, str]]:
    """Yield the address and the HTML of every page, then of what every form answers."""
    client = Client()
    client.force_login(world.chief)
    opened: dict[str, Any] = {}
    for path in (path for paths in list_pages(world).values() for path in paths):
        response: Any = (Client() if "/login/" in path else client).get(path)
        opened[path] = response
        yield path, response.content.decode()
    yield "nowhere", client.get("/admin/nowhere/").content.decode()
    for path, changes in list_posts(world):
        given = parse_form(opened[path])[0] if path in opened else {}
        given = {name: text for name, text in given.items() if name not in BUTTONS}
        yield from _post(client, path, {name: text for name, text in {**given, **changes}.items() if text is not None})
    yield from _sign_in(world, opened["/admin/login/"])


def _post(client: Client, path: str, posted: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Post a form and yield its answer, and the page it leads to; then take back what was done."""
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    with transaction.atomic():
        response = client.post(path, posted)
        while response.status_code in (302, 303):
            response = client.get(urljoin(path, response["Location"]))
        assert response.wsgi_request.user.is_authenticated or path.startswith("/admin/password_reset/"), path
        yield f"POST {path} {posted.get('act', '')}", response.content.decode()
        if "_continue" in posted:
            yield f"history of {path}", client.get(path.replace("/change/", "/history/")).content.decode()
        transaction.set_rollback(True)
    client.cookies.pop("messages", None)
    client.cookies[settings.SESSION_COOKIE_NAME] = session  # a new password makes a new session


def _sign_in(world: World, page: HttpResponse) -> Iterator[tuple[str, str]]:
    """Yield what is said to those who cannot sign in, who come with an old link, and who have been signed out."""
    for posted in ({"username": "Ω", "password": "Ω"}, {}):
        yield "sign-in", Client().post("/admin/login/", posted).content.decode()
    strict = Client(enforce_csrf_checks=True)
    yield "no token", strict.post("/admin/login/", {}).content.decode()
    yield "no cookie", strict.post("/admin/account/", {}, headers={"Origin": "http://testserver"}).content.decode()
    yield "signed out", Client().post("/admin/account/", {"first_name": "Ω"}).content.decode()
    yield from _look_on(world)
    stranger = User.objects.create(username="ξένος", is_staff=False)
    client = Client()
    client.force_login(stranger)
    yield "no desk", client.get("/admin/login/?next=/admin/").content.decode()
    link = path_of(
        "password_reset_confirm",
        uidb64=urlsafe_base64_encode(str(world.chief.pk).encode()),
        token=default_token_generator.make_token(world.chief),
    )
    client = Client()
    path = client.get(link)["Location"]
    yield "new password", client.get(path).content.decode()
    yield "new password", client.post(path, {"new_password1": "1", "new_password2": "2"}).content.decode()
    client = Client()
    client.force_login(world.chief)
    yield "signed off", client.post("/admin/logout/", follow=True).content.decode()


def _look_on(world: World) -> Iterator[tuple[str, str]]:
    """Yield what somebody sees who may look and change little."""
    client = Client()
    client.force_login(world.translator)
    kinds = {"articles/topic": world.topic, "authors/author": world.person, "articles/image": world.image}
    for path in ("", *kinds, *(f"{kind}/{row.pk}/change" for kind, row in kinds.items())):
        yield f"looked on: {path}", client.get(f"/admin/{path}/".replace("//", "/")).content.decode()


def draw() -> bytes:
    """Return a picture."""
    file = BytesIO()
    PIL.Image.new("RGB", (200, 200), "teal").save(file, "JPEG")
    return file.getvalue()


def list_posts(world: World) -> list[tuple[str, dict[str, Any]]]:
    """Return what is posted to the forms: the fields as the page has them, with these changes."""
    of = {name: version.pk for name, version in world.versions.items()}
    chief = f"/admin/journal/user/{world.chief.pk}"
    topic, image = f"/admin/articles/topic/{world.topic.pk}/change/", f"/admin/articles/image/{world.unused.pk}"
    person = f"/admin/authors/author/{world.person.pk}/change/"
    own = f"/admin/articles/article/{world.versions['original'].article_id}/change/"
    file = SimpleUploadedFile("λόγος.docx", b"x")
    passwords = (("1", "1"), ("αρχή", "αρχή"), ("1234567890", "1234567891"), ("", ""))
    new = "/admin/journal/user/add/"
    return [
        ("/admin/articles/topic/add/", {"slug": "", "name_hy": LONG}),
        ("/admin/articles/topic/add/", {"slug": "ω ω"}),
        ("/admin/articles/topic/add/", {"slug": "2-2"}),
        *(("/admin/articles/topic/add/", {"slug": "3-3", button: "1"}) for button in SAVES),
        *((topic, {"slug": "4-4", button: "1"}) for button in SAVES),
        (person, {"slug": "", "website": "ω", "orcid": "1" * 30, "portrait": SimpleUploadedFile("α.jpg", b"x")}),
        (person, {"website": "ftp://1.2.3.4/", "portrait": SimpleUploadedFile("α.jpg", b"")}),
        (person, {"family_name": "Ω", "orcid": "123"}),
        (person, {"portrait": SimpleUploadedFile("α.txt", draw())}),
        (person, {"portrait": SimpleUploadedFile("α" * 200 + ".jpg", draw())}),
        ("/admin/journal/page/add/", {"key": "about"}),
        ("/admin/journal/page/add/", {"key": "ω"}),
        ("/admin/journal/oldaddress/add/", {"path": "/1", "target": "ω"}),
        ("/admin/journal/oldaddress/add/", {"path": "/2", "target": "/2"}),
        ("/admin/journal/oldaddress/import/", {"file": SimpleUploadedFile("ω.csv", b"1,/2/")}),
        ("/admin/journal/oldaddress/import/", {"file": SimpleUploadedFile("ω.csv", b"")}),
        ("/admin/journal/oldaddress/import/", {"file": SimpleUploadedFile("ω.csv", b"/2,/hy/2/")}),
        (f"{image}/change/", {"credit": "Ω"}),
        (f"/admin/articles/image/{world.image.pk}/change/", {"credit": "", "licence": LONG}),
        (f"{image}/delete/", {"post": "yes"}),
        ("/admin/articles/image/add/", {"file": file}),
        ("/admin/articles/notice/", {"action": "send_again"}),
        ("/admin/articles/notice/", {"action": "", "_selected_action": "1"}),
        ("/admin/articles/notice/", {"action": "send_again", "_selected_action": "1"}),
        *((new, {"username": "νέα", "password1": one, "password2": two}) for one, two in passwords),
        (new, {"username": "ω ω!", "password1": "ω" * 20, "password2": "ω" * 20}),
        (new, {"username": "νέα", "password1": "ωψχφυτσρ-12", "password2": "ωψχφυτσρ-12"}),
        (f"{chief}/change/", {"email": "ω", "username": "", "first_name": LONG}),
        (f"{chief}/change/", {"username": "λένα", "memberships-0-right": "edit", "memberships-0-language": "ω"}),
        (f"{chief}/change/", {"is_superuser": None}),
        (
            f"{chief}/change/",
            {"first_name": "Ω", "memberships-0-right": "edit", "memberships-0-language": "ka", "_continue": "1"},
        ),
        *((f"{chief}/password/", {"password1": one, "password2": two}) for one, two in passwords),
        (f"{chief}/password/", {"password1": "ωψχφυτσρ-12", "password2": "ωψχφυτσρ-12", "set-password": "1"}),
        *(
            (f"/admin/journal/user/{world.lena.pk}/password/", {"usable_password": "false", button: "1"})
            for button in ("set-password", "unset-password")
        ),
        *(
            ("/admin/password_change/", {"old_password": "ω", "new_password1": one, "new_password2": two})
            for one, two in passwords
        ),
        ("/admin/account/", {"first_name": LONG, "mail": "ω", "language": "ω"}),
        ("/admin/account/", {"first_name": "Ω"}),
        ("/admin/password_reset/", {"name": ""}),
        ("/admin/password_reset/", {"name": "αρχή"}),
        ("/admin/members/", {"act": "add", "new-email": "ω", "new-username": "ω ω", "new-first_name": LONG}),
        ("/admin/members/", {"act": "add", "new-email": "α@β.γρ"}),
        ("/admin/members/", {"act": "add", "new-email": "3@2.com"}),
        ("/admin/members/", {"act": "deactivate", "person": str(world.chief.pk)}),
        ("/admin/articles/article/add/", {"working_title": "", "original_language": "ω"}),
        ("/admin/articles/article/add/", {"working_title": "Ω", "original_language": "ka"}),
        ("/admin/articles/manuscript/add/", {"file": file, "language": "hy"}),
        ("/admin/articles/manuscript/add/", {"language": ""}),
        (f"/admin/articles/version/{of['original']}/word/hand-in/", {"file": SimpleUploadedFile("α.docx", b"")}),
        (f"/admin/articles/translation/{of['public']}/xliff/hand-in/", {"file": SimpleUploadedFile("α.xlf", b"<x>")}),
        *((own, {"act": act}) for act in ("save", "nonsense", "submit", "release", "publish", "schedule", "withdraw")),
        (own, {"act": "save", "title": LONG * 9, "slug": "-", "edit_number": "0", "note-0-text": "Ω" * 30_000}),
        (own, {"act": "plan", "plan-due_on": "ω", "plan-language": "ω", "plan-assignee": "ω"}),
        *((f"/admin/articles/translation/{of[name]}/change/", {"act": act, "title": "Άλλος"}) for name, act in TEXTS),
        (f"/admin/articles/version/{of['review']}/act/", {"act": "assign", "due_on": "ω"}),
        (f"/admin/articles/version/{of['review']}/comments/", {"do": "comment", "text": ""}),
        (f"/admin/articles/version/{of['review']}/comments/", {"do": "comment", "text": "Ω"}),
        (f"/admin/articles/article/{world.versions['original'].article_id}/publish/", {"act": "schedule", "when": "ω"}),
        (f"/admin/articles/version/{of['original']}/history/", {"act": "reclassify", "revision": "ω"}),
        (f"/admin/articles/version/{of['original']}/back/1/", {"seen": "ω"}),
    ]


def path_of(name: str, **parts: str) -> str:
    """Return the address of a route of the desk, whether it is the admin's or stands beside it."""
    try:
        return reverse(f"admin:{name}", kwargs=parts)
    except NoReverseMatch:
        return reverse(name, kwargs=parts)
