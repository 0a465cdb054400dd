"""Asking the desk as somebody: straight at the handler, with a session that is there already."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.base import BaseHandler
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from articles.models import LanguageVersion
from journal.models import User
from tests import factories
from tests.articles.desk.probe.roles import Role
from tests.articles.desk.probe.world import World

_NONCES = re.compile(rb'(name="csrfmiddlewaretoken" value|nonce|data-csrf|data-page|name="page" value)="[^"]*"')


class Desk:
    """The desk, with an account and a session for every role that has come."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.people: dict[str, User | None] = {}
        self.sessions: dict[str, str] = {}
        self.handler = BaseHandler()
        self.handler.load_middleware()

    def find_person(self, role: Role, target: str) -> User | None:
        """Return the account of a role, made with its session when it first comes; None for nobody signed in."""
        name = role.name(target)
        if name not in self.people:
            person = self.people[name] = self._make_person(role, target, name)
            if person is not None:
                session = SessionStore()
                session[SESSION_KEY] = str(person.pk)
                session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
                session[HASH_SESSION_KEY] = person.get_session_auth_hash()
                session.create()
                self.sessions[name] = str(session.session_key)
        return self.people[name]

    def _make_person(self, role: Role, target: str, name: str) -> User | None:
        if role.person == "anonymous":
            return None
        if role.is_chief:
            return self.world.chief
        given = [(role.right, role.language(target), role.only)] if role.person == "member" else []
        if role.person in ("inactive", "outsider"):
            given = [(right, "", False) for right in ("edit", "translate", "review", "publish")]
        return factories.create_user(
            username=name, memberships=given, is_active=role.person != "inactive", is_staff=role.person != "outsider"
        )

    @contextmanager
    def as_they_are(self, role: Role, target: str) -> Iterator[User | None]:
        """Give the person their part in the version, and throw away whatever is written meanwhile."""
        person = self.find_person(role, target)
        with transaction.atomic():
            if role.part:
                version = LanguageVersion.objects.filter(pk=self.world.versions[target].pk)
                version.update(**{role.part: person})
            try:
                yield person
            finally:
                transaction.set_rollback(True)

    def ask(self, role: Role, target: str, path: str, data: Any = None, **given: Any) -> HttpResponse:
        """Ask for a page, or post `data` to it."""
        factory = RequestFactory()
        if session := self.sessions.get(role.name(target)):
            factory.cookies[settings.SESSION_COOKIE_NAME] = session
        request = factory.get(path, **given) if data is None else factory.post(path, data, **given)
        request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
        response = self.handler.get_response(request)
        assert isinstance(response, HttpResponse), path
        return response


@contextmanager
def watching() -> Iterator[list[str]]:
    """Gather the statements that write, but those about sessions."""
    written: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and "django_session" not in sql:
            written.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield written


def strip(response: HttpResponse, path: str) -> tuple[int, str, bytes]:
    """Return an answer without what differs from one request to the next, and without the address asked for."""
    content = _NONCES.sub(rb'\1=""', response.content).replace(path.encode(), b"#")
    return response.status_code, response.get("Location", "").replace(path, "#"), content
