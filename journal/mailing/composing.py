"""A mail from notices: to one person, in their language, plain text, one link for each thing.

Titles and names come from people: no line of theirs begins a header, and no markup is read in them.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from articles.desk.lines import screen_url
from articles.models import LanguageVersion, Notice
from journal.languages import CODES, language
from journal.mailing.wording import name_kind, say, show_moment
from journal.models import User

LONGEST_SUBJECT = 200
_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True)
class Item:
    """One notice as the mail says it."""

    language: str
    sentence: str
    who: str
    moment: str
    address: str


@dataclass(frozen=True)
class Piece:
    """What there is about one piece."""

    title: str
    items: tuple[Item, ...]


def compose(person: User, notices: Sequence[Notice], *, is_digest: bool, at: datetime) -> EmailMessage:
    """Return the mail that tells a person of these notices: of versions, or one of the account alone.

    The versions must have their articles loaded. No query.
    """
    with translation.override(person.language if person.language in CODES else settings.LANGUAGE_CODE):
        first = notices[0]
        if first.kind in (Notice.Kind.INVITATION, Notice.Kind.PASSWORD):
            subject, body = _write_of_account(person, first)
        else:
            subject, body = _write_of_versions(notices, is_digest=is_digest, at=at)
    return EmailMessage(
        subject=one_line(subject)[:LONGEST_SUBJECT],
        body=body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[person.email],
        reply_to=settings.MAIL_REPLY_TO,
        headers={
            "Message-ID": make_message_id(notices),
            "Auto-Submitted": "auto-generated",  # RFC 3834: no holiday reply, please
        },
    )


def make_message_id(notices: Iterable[Notice]) -> str:
    """Return the identity of the mail that tells of these notices: the same at every attempt. Free."""
    rows = ",".join(str(pk) for pk in sorted(notice.pk for notice in notices))
    digest = hashlib.sha256(f"{settings.SITE_URL} {rows}".encode()).hexdigest()[:32]
    _name, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    host = sender.rpartition("@")[2] or urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"<notice.{digest}@{host}>"


def one_line(text: str) -> str:
    """Return text fit for a header: no line ends and no control characters, runs of blanks as one. Free."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _write_of_versions(notices: Sequence[Notice], *, is_digest: bool, at: datetime) -> tuple[str, str]:
    by_piece: dict[int, list[Notice]] = {}
    for notice in notices:
        by_piece.setdefault(_version(notice).article_id, []).append(notice)
    pieces = [
        Piece(one_line(_version(rows[0]).article.working_title), tuple(_make_item(row) for row in rows))
        for rows in by_piece.values()
    ]
    if is_digest:
        subject = _("%(site)s: what happened until %(day)s") % {
            "site": settings.SITE_NAME,
            "day": timezone.localdate(at).isoformat(),
        }
    else:
        subject = _name_mail(pieces[0], notices)
    account = f"{settings.SITE_URL}{reverse('admin:desk_account')}"
    return subject, _render("mail/notices.txt", pieces=pieces, account_url=account)


def _name_mail(piece: Piece, notices: Sequence[Notice]) -> str:
    """`Working title (Deutsch): returned, comment`."""
    languages = ", ".join(dict.fromkeys(item.language for item in piece.items))
    kinds = ", ".join(dict.fromkeys(name_kind(notice) for notice in notices))
    return f"{piece.title} ({languages}): {kinds}"


def _make_item(notice: Notice) -> Item:
    version = _version(notice)
    if notice.details.get("ready"):
        path = reverse("admin:desk_publish", args=[version.article_id])
    else:
        path = screen_url(version)
    return Item(
        language=language(version.language).name,
        sentence=say(notice),
        who=one_line(notice.by_name),
        moment=show_moment(notice.at),
        address=f"{settings.SITE_URL}{path}",
    )


def _write_of_account(person: User, notice: Notice) -> tuple[str, str]:
    """The link is made here, at sending: it is good for `PASSWORD_RESET_TIMEOUT` from now, and until it is used."""
    key, token = urlsafe_base64_encode(force_bytes(person.pk)), default_token_generator.make_token(person)
    is_invitation = notice.kind == Notice.Kind.INVITATION
    subject = _("Invitation to the desk of %(site)s") if is_invitation else _("A new password for the desk of %(site)s")
    body = _render(
        "mail/invitation.txt" if is_invitation else "mail/password.txt",
        person=one_line(str(person)),
        username=person.username,
        by_name=one_line(notice.by_name),
        address=f"{settings.SITE_URL}{reverse('password_reset_confirm', args=[key, token])}",
        again_url=f"{settings.SITE_URL}{reverse('admin_password_reset')}",
        days=settings.PASSWORD_RESET_TIMEOUT // 86_400,
    )
    return subject % {"site": settings.SITE_NAME}, body


def _render(name: str, **context: Any) -> str:
    """Fill a template of plain text: nothing is escaped, because nothing is HTML."""
    template: Any = get_template(name)
    filled: str = template.template.render(Context({"site_name": settings.SITE_NAME, **context}, autoescape=False))
    return _BLANK_LINES.sub("\n\n", filled).strip() + "\n"


def _version(notice: Notice) -> LanguageVersion:
    if notice.version is None:
        raise ValueError("A notice of a version without one.")
    return notice.version
