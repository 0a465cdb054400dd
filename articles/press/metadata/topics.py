"""What machines are told of the page of a topic."""

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.models import Topic
from articles.press import addresses
from articles.press.metadata.journal import SITE, name_thing
from articles.press.metadata.script import make_breadcrumbs, to_script
from journal.columns import read_name


def describe_topic(topic: Topic, language: str) -> SafeString:
    """Return the JSON-LD of a topic's page in one language. No query where the names are loaded."""
    name, path = read_name(topic, "name", language).text, addresses.topic(language, topic.pk, topic.slug)
    page = {
        "@type": "CollectionPage",
        "@id": addresses.absolute(path),
        "name": name,
        "inLanguage": language,
        "isPartOf": {"@id": name_thing(SITE)},
    }
    way = [(settings.SITE_NAME, addresses.home(language)), (_("Topics"), addresses.topics(language)), (name, "")]
    return to_script(page, make_breadcrumbs(way))
