"""Ways to pass a piece on and to answer it: plain links, no script, nothing asked of anybody before they are followed.

Signal and Mastodon have none: the one knows no address to share by, the other has no server that is everybody's. A
letter of Georgian takes nine bytes in an address: services that show the title of what is linked themselves are given
no more than the short address, which leads on to the page.
"""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.conf import settings
from django.utils.translation import gettext as _

from articles.press.citations.work import short_address
from articles.press.public import PublicVersion
from journal.text.plain import excerpt

SUBJECT = 40
"""Characters of a title in the subject of a mail, at the most: mail programs show hardly more in their lists."""


@dataclass(frozen=True)
class ShareLink:
    """One way to pass a page on."""

    name: str
    """As the service writes itself; for mail, in the language that is active."""
    address: str


def list_share_links(version: PublicVersion) -> list[ShareLink]:
    """Return the links that share a version by its short address; a mail says by its subject what it is. Free."""
    address = short_address(version)
    return [
        ShareLink(_("E-mail"), write_mail("", excerpt(version.title, SUBJECT), address)),
        ShareLink("Telegram", f"https://t.me/share/url?{urlencode({'url': address}, safe=':/')}"),
        ShareLink("WhatsApp", f"https://wa.me/?{urlencode({'text': address}, safe=':/')}"),
    ]


def make_report_link(version: PublicVersion) -> str:
    """Return a mail to the journal that names the text a mistake was found in: the number of the piece, the language by
    its code, the revision, and the short address; "" where the journal names no address. Free."""
    if not settings.SITE_CONTACT:
        return ""
    known = {"piece": version.article_id, "language": version.language, "revision": version.number}
    subject = _("Mistake in No. %(piece)s, %(language)s, revision %(revision)s") % known
    return write_mail(settings.SITE_CONTACT, subject, f"{short_address(version)}\n\n")


def write_mail(to: str, subject: str, body: str) -> str:
    """Return a `mailto:` address (RFC 6068): percent-encoded UTF-8, lines ended by CR LF. Pure."""
    lines = body.replace("\r\n", "\n").replace("\n", "\r\n")
    given = urlencode({"subject": " ".join(subject.split()), "body": lines}, quote_via=quote, safe=":,")
    return f"mailto:{quote(to, safe='@+')}?{given}"
