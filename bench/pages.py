"""Which pages are measured."""

from django.utils import timezone

from articles.models import LanguageVersion, Topic
from articles.press import addresses as press
from articles.press.lists.holdings import public_people
from articles.press.public import public_versions
from journal.text.words import list_words


def addresses() -> list[tuple[str, str, bool]]:
    """Return (name, path, whether kept responses are forgotten before each request) of the pages to measure."""
    at = timezone.now()
    middle = LanguageVersion.objects.filter(language="en").published(at=at).order_by("pk")  # type: ignore[attr-defined]
    article_id = middle[middle.count() // 2].article_id
    version = next(one for one in public_versions([article_id], at=at)[article_id] if one.language == "en")
    topic = Topic.objects.order_by("pk")[0]
    topic_path = press.topic("en", topic.pk, topic.slug)
    person = public_people(at=at)[0]
    search, rare = press.search("en"), list_words(version.title)[-1]
    return [
        ("article, warm", version.path, False),
        ("article, cold", version.path, True),
        ("home, warm", press.home("en"), False),
        ("home, cold", press.home("en"), True),
        ("topic list, cold", topic_path, True),
        ("person, cold", press.person("en", person.pk, person.slug), True),
        ("year, cold", press.archive("en", version.first_at.year), True),
        ("people, cold", press.people("en"), True),
        ("corrections, cold", press.corrections("en"), True),
        ("search, rare", f"{search}?q={rare}", False),
        ("search, common", f"{search}?q=because", False),
        ("feed, warm", press.feed("en"), False),
        ("feed, cold", press.feed("en"), True),
        ("404", "/en/999999999/nothing/", False),
    ]
