"""Ways to pass a piece on and to answer it: plain links, no script, nothing asked of anybody before they are followed.

Signal and Mastodon have none: the one knows no address to share by, the other has no server that is everybody's.
"""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.conf import settings
from django.utils.translation import gettext as _

from articles.press.public import PublicVersion


@dataclass(frozen=True)
class ShareLink:
    """One way to pass a page on."""

    name: str
    """As the service writes itself; for mail, in the language that is active."""
    address: str


def list_share_links(title: str, url: str) -> list[ShareLink]:
    """Return the links that share the page at `url` (absolute), its title with it. Free."""
    return [
        ShareLink(_("E-mail"), write_mail("", title, f"{title}\n{url}")),
        ShareLink("Telegram", f"https://t.me/share/url?{urlencode({'url': url, 'text': title}, quote_via=quote)}"),
        ShareLink("WhatsApp", f"https://wa.me/?{urlencode({'text': f'{title} {url}'}, quote_via=quote)}"),
    ]


def make_report_link(version: PublicVersion) -> str:
    """Return a mail to the journal that names the text a mistake was found in, to the revision, in the language that is
    active; "" where the journal names no address. Free."""
    if not settings.SITE_CONTACT:
        return ""
    subject = _("Mistake in “%(title)s”") % {"title": version.title}
    known = {"language": version.row.name, "number": version.number, "address": version.url}
    body = _("In this text I found a mistake:")
    named = _("%(language)s, revision %(number)s: %(address)s") % known
    return write_mail(settings.SITE_CONTACT, subject, f"{body}\n\n\n\n{version.title}\n{named}\n")


def write_mail(to: str, subject: str, body: str) -> str:
    """Return a `mailto:` address (RFC 6068): percent-encoded UTF-8, lines ended by CR LF. Pure."""
    lines = body.replace("\r\n", "\n").replace("\n", "\r\n")
    given = urlencode({"subject": " ".join(subject.split()), "body": lines}, quote_via=quote)
    return f"mailto:{quote(to, safe='@+')}?{given}"
