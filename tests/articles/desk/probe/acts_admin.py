"""The table of acts of the admin's own forms: accounts, images, people, topics, pages, home pages, mails."""

from io import BytesIO
from typing import Any

import PIL.Image
from django.core.files.uploadedfile import SimpleUploadedFile

from articles import accounts
from articles.models import Placement
from journal.models import User
from tests.articles.desk.probe.acts import Post, Prepare
from tests.articles.desk.probe.acts_besides import is_chief, nobody, post
from tests.articles.desk.probe.roles import Role
from tests.articles.desk.probe.world import ABSENT, World


def comes_in(role: Role) -> bool:
    return role.comes_in


def is_editor(role: Role) -> bool:
    return role.is_editor


def takes_images(role: Role) -> bool:
    return role.is_chief or (role.is_member and role.right in ("edit", "translate"))


def describes(role: Role, key: str, target: str) -> bool:
    """Who may say what an image shows in the language of the version, beside any piece."""
    writes = role.is_member and role.right in ("edit", "translate") and not role.only
    return role.is_chief or (writes and role.where != "elsewhere")


def picture() -> SimpleUploadedFile:
    file = BytesIO()
    PIL.Image.new("RGB", (40, 30), "teal").save(file, "PNG")
    return SimpleUploadedFile("new.png", file.getvalue(), "image/png")


def image_acts() -> list[Post]:
    """Return what is done with images."""
    upload = {"data": {"file": picture, "credit": "Ani", "licence": "CC BY 4.0"}}
    change, delete = "articles/image/<path:object_id>/change/", "articles/image/<path:object_id>/delete/"
    said = {"credit": "Photo: Ani", "licence": "CC BY 4.0", "initial-alt_hy": "H", "alt_hy": "H"}

    def spare(world: World, person: Any) -> dict[str, int]:
        return {"object_id": world.images["spare"].pk}

    return [
        post("upload", "articles/image/add/", "A/hy", takes_images, "Image new+", **upload),
        post("upload", "articles/image/upload/", "A/hy", takes_images, "Image new+", **upload),
        post("describe", change, "A/hy", describes, "Image A.alt_hy", data={**said, "alt_hy": "New"}),
        post("credit", change, "A/hy", is_editor, "Image A.credit", data={**said, "credit": "Other"}),
        post("delete what is shown", delete, "A/hy", nobody, data={"post": "yes"}),
        post("delete", delete, "A/hy", is_editor, "Image spare-", data={"post": "yes"}, own=spare),
    ]


def named_acts() -> list[Post]:
    """Return what is done with topics, people and pages, and what is not."""
    slug = {"slug": "new", "name_en": "New"}
    named = {"initial-name_en": "Memory", "name_en": "Memory", "slug": "memory"}
    person = {"slug": "ani", "initial-name_en": "Ani", "name_en": "Ani", "family_name": "Petrosyan"}
    posts = [
        post("add", "articles/topic/add/", "A/hy", is_editor, "Topic+", data=slug),
        post("change", row("articles/topic"), "A/hy", is_editor, "Topic.name_de", data={**named, "name_de": "E"}),
        post("add", "authors/author/add/", "A/hy", is_editor, "Author+", data=slug),
        post("change", row("authors/author"), "A/hy", is_editor, "Author.family_name", data=person),
        post("add", "journal/page/add/", "A/hy", is_chief, "Page+", data={"key": "imprint", "title_en": "New"}),
        post("change", row("journal/page"), "A/hy", is_chief, "Page.title_en", data={"key": "about", "title_en": "N"}),
    ]
    for name in ("articles/topic", "authors/author", "journal/page", "journal/user"):
        posts.append(post("delete", f"{name}/<path:object_id>/delete/", "A/hy", nobody, data={"post": "yes"}))
        posts.append(post("change the history", f"{name}/<path:object_id>/history/", "A/hy", nobody, data=slug))
        posts.append(post("change the redirect", f"{name}/<path:object_id>/", "A/hy", nobody, data=slug))
    return posts


def address_acts() -> list[Post]:
    """Return what is done with old addresses, one by one and by a file."""
    said = {"path": "/older", "target": "/de/"}

    def file() -> SimpleUploadedFile:
        return SimpleUploadedFile("old.csv", b"/older,/de/\n", "text/csv")

    def chosen(world: World) -> dict[str, Any]:
        return {"action": "delete_selected", "_selected_action": [world.rows["old address"]], "post": "yes"}

    delete = "journal/oldaddress/<path:object_id>/delete/"
    return [
        post("delete chosen", "journal/oldaddress/", "A/hy", is_chief, "OldAddress-", data=chosen),
        post("add", "journal/oldaddress/add/", "A/hy", is_chief, "OldAddress+", data=said),
        post("change", row("journal/oldaddress"), "A/hy", is_chief, "OldAddress.path", data=said),
        post("delete", delete, "A/hy", is_chief, "OldAddress-", data={"post": "yes"}),
        post("import", "journal/oldaddress/import/", "A/hy", is_chief, "OldAddress+", data={"file": file}),
        post("change the history", "journal/oldaddress/<path:object_id>/history/", "A/hy", nobody, data=said),
        post("change the redirect", "journal/oldaddress/<path:object_id>/", "A/hy", nobody, data=said),
        post("send", "journal/oldaddress/export/", "A/hy", nobody, data=said),
    ]


def home_acts() -> list[Post]:
    """Return what is done with the home pages: in the list of one language, in that for all, with what is on it."""

    def keeps(role: Role, key: str, target: str) -> bool:
        return role.keeps_home and role.language(target) in ("", key[2:])

    def keeps_all(role: Role) -> bool:
        return role.keeps_home and (role.is_chief or role.where == "everywhere")

    def placed(*keys: str) -> Prepare:
        """Have pieces stand on the German list, in this order."""

        def prepare(world: World) -> None:
            for position, key in enumerate(keys, 1):
                article = world.versions[key].article
                Placement.objects.create(article=article, language="de", position=position)

        return prepare

    def act(name: str, allowed: Any, *effect: str, prepare: Prepare | None = None, **given: Any) -> Post:
        def make(world: World) -> dict[str, Any]:
            return {"piece": world.versions["B/de"].article_id, "act": name.split()[0], "list": "de", **given}

        return post(name, "home/", "B/de", allowed, *effect, data=make, prepare=prepare)

    return [
        act("place", keeps, "Placement+", to="1"),
        act("place for all", keeps_all, "Placement+", list="all", to="99"),
        act(
            "place before another",
            keeps,
            "Placement.position",
            "Placement.position!",
            prepare=placed("A/de", "B/de"),
            to="1",
        ),
        act("place where there is no text", nobody, list="ka", to="1"),
        act("place what is not there", nobody, to="1", piece=ABSENT),
        act("remove", keeps, "Placement-", prepare=placed("B/de")),
    ]


def row(name: str) -> str:
    return f"{name}/<path:object_id>/change/"


BULK: tuple[str, ...] = (
    "articles/article",
    "articles/translation",
    "articles/topic",
    "articles/image",
    "authors/author",
)
BULK += ("journal/page", "journal/user", "articles/notice")


def bulk_acts() -> list[Post]:
    """Return bulk acts: there is one, to send a mail again."""
    posts = []
    for name in BULK:
        chosen: dict[str, Any] = {
            "_selected_action": ["1", "2", "3"],
            "select_across": "1",
            "index": "0",
            "post": "yes",
        }
        rows = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-id": "1", "form-0-slug": "x"}
        posts.append(post("delete all", f"{name}/", "A/hy", nobody, data={"action": "delete_selected", **chosen}))
        posts.append(
            post("change rows", f"{name}/", "A/hy", nobody, data={"_save": "Save", **rows, "form-0-slug": "x"})
        )
    again: Any = lambda world: {"action": "send_again", "_selected_action": [world.rows["notice"]]}  # noqa: E731  a field
    sent = ("Notice.state", "Notice.not_before", "Notice.at")
    return [*posts, post("send again", "articles/notice/", "A/hy", is_chief, *sent, data=again)]


def account_acts() -> list[Post]:
    """Return what is done with accounts, one's own and others'."""

    def member(act: str, *effect: str, **given: Any) -> Post:
        def make(world: World) -> dict[str, Any]:
            pk = world.rows["member"]
            shown = accounts.state_of(User.objects.get(pk=pk))
            typed = {f"member-{pk}-{name}": value for name, value in {"shown": shown, **given}.items()}
            return {"act": act, "person": pk, **typed, **{f"new-{name}": value for name, value in given.items()}}

        return post(act, "members/", "A/hy", is_chief, *effect, data=make)

    own = {"first_name": "New", "last_name": "", "language": "", "mail": "at_once"}
    forged = {"username": "forged", "is_superuser": "on", "is_active": "on", "is_staff": "on"}
    rights = {"memberships-TOTAL_FORMS": "1", "memberships-INITIAL_FORMS": "0", "memberships-0-right": "publish"}
    none = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    words = {"password1": "a-long-walk-by-the-lake", "password2": "a-long-walk-by-the-lake", "usable_password": "true"}
    renewed = {"old_password": "password", "new_password1": words["password1"], "new_password2": words["password1"]}
    kept = {"username": "somebody", "is_active": "on", "is_staff": "on", "mail": "at_once", "first_name": "N"}
    return [
        post("own", "account/", "A/hy", comes_in, "User.first_name", data={**own, **forged, **rights}),
        member("add", "User+False", "Membership+", email="new@example.org", **{"edit-all": "all"}),
        member("save", "User.email", "Membership+", "Membership-", email="new@example.org", **{"edit-all": "all"}),
        member("deactivate", "User.is_active"),
        member("reactivate"),
        member("invite"),
        post("add", "journal/user/add/", "A/hy", is_chief, "User+False", data={**words, "username": "new", **none}),
        post(
            "change", row("journal/user"), "A/hy", is_chief, "User.first_name", "Membership+", data={**kept, **rights}
        ),
        post("password", "journal/user/<id>/password/", "A/hy", is_chief, "User.password", data=words),
        post("own password", "password_change/", "A/hy", comes_in, "User.password", data=renewed),
        post("lost password", "password_reset/", "A/hy", nobody, data={"name": "somebody"}),
        post("choose a password", "reset/<uidb64>/<token>/", "A/hy", nobody, data=renewed),
        post("sign out", "logout/", "A/hy", nobody, data={}),
        post("sign in", "login/", "A/hy", nobody, data={"username": "chief", "password": "wrong"}),
    ]


EMPOWERED = ("User.first_name", "Membership+")


def list_admin_acts() -> list[Post]:
    """Return all of them."""
    return [*image_acts(), *named_acts(), *address_acts(), *home_acts(), *bulk_acts(), *account_acts()]
