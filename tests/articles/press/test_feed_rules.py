"""The rules of feeds, which `test_feeds` asks of every feed it reads, bite; and a real reader understands one."""

import json
import re

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from articles.press.feeds.content import set_free
from tests.articles.press.feed_rules import find_atom_faults, find_content_faults, find_json_faults
from tests.articles.press.mixed import SITE, create_journal
from tests.articles.press.reader import find_path, get


@pytest.mark.django_db
def test_a_real_reader_understands_an_entry() -> None:
    journal = create_journal()
    read = feedparser.parse(get("/de/feed/").content)
    assert (read.bozo, read.version, read.feed.language, read.feed.title) == (False, "atom10", "de", "Enface · Deutsch")
    orphan, whole = read.entries
    ben, anna = journal.ben, journal.anna
    address = SITE + find_path(journal.whole, "de")
    assert (whole.link, whole.id, whole.title) == (address, f"{SITE}/de/{journal.whole.pk}/", "Title de first")
    assert [dict(one) for one in whole.authors] == [
        {"name": "Anna", "href": f"{SITE}/de/people/{anna.pk}/anna/"},
    ]
    assert [dict(one) for one in whole.contributors] == [{"name": "Ben", "href": f"{SITE}/de/people/{ben.pk}/ben/"}]
    assert [tag.label for tag in whole.tags] == ["Memory"]
    assert whole.tags[0].scheme == f"{SITE}/de/topics/"
    alternates = [(one.hreflang, one.href) for one in whole.links if one.rel == "alternate"]
    assert alternates == [(code, SITE + find_path(journal.whole, code)) for code in ("de", "hy", "en")]
    assert [dict(one) for one in orphan.authors] == [{"name": "A. N. Onym"}]
    assert (whole.published, whole.updated) == ("2020-05-04T11:00:00+00:00", "2020-05-04T11:00:00+00:00")
    assert "Note b2 de." in whole.content[0].value


@pytest.mark.django_db
def test_the_rules_of_atom_bite() -> None:
    create_journal()
    feed = get("/en/feed/").content.decode()
    wrongs = {
        "4.1: 0 times updated": (r"<updated>[^<]*</updated><link rel=\"self\"", '<link rel="self"'),
        "2: the feed does not say its language": (' xml:lang="en"', ""),
        "4.1.1: a feed names itself once": ('rel="self"', 'rel="related"'),
        "4.1.1: two alternates of the kind text/html hy": ('hreflang="de"', 'hreflang="hy"'),
        "4.2.6: an id that is no absolute address": (rf"<id>{SITE}/en/feed/", "<id>/en/feed/"),
        "3.3: yesterday is no date": (r"<published>[^<]*", "<published>yesterday"),
        "3.2: a person has one name and one address at the most": ("<name>[^<]*</name><uri>", "<uri>"),
        "4.2.2: a category without a term or a scheme": (' term="[^"]*"', ""),
        "4.1: 2 times summary": ("<summary>", "<summary/><summary>"),
        "4: unknown element fact": ("<summary>", "<fact/><summary>"),
        "4.1.3.3: #note-a1 is no absolute address": (rf"{SITE}[^#\"]*#note-a1", "#note-a1"),
    }
    for fault, (pattern, wrong) in wrongs.items():
        changed, times = re.subn(pattern, wrong, feed)
        assert times
        assert fault in find_atom_faults(changed.encode())
    assert find_atom_faults(feed.encode()) == []
    twice = feed.replace("</feed>", re.search("<entry>.*?</entry>", feed)[0] + "</feed>")
    assert len(find_atom_faults(twice.encode())) == 1


@pytest.mark.django_db
def test_the_rules_of_json_feed_bite() -> None:
    create_journal()
    feed = json.loads(get("/en/feed.json").content)
    wrongs = [
        ({"version": "1"}, ["version"]),
        ({"items": None}, ["null in /items", "title and items are needed"]),
        ({"author": {}}, ["unknown key author"]),
        ({"feed_url": "/en/feed.json"}, ["feed_url is no absolute address"]),
        ({"language": ""}, ["no language"]),
        (
            {"authors": [{"url": "x"}]},
            ["an author without a name, or with something unknown", "the address of an author is not absolute"],
        ),
        ({"items": [feed["items"][0]] * 2}, [f"two items with the id {feed['items'][0]['id']}"]),
        ({"items": [{**feed["items"][0], "date_published": "1 May"}]}, ["date_published is no date"]),
        ({"items": [{**feed["items"][0], "content_html": '<p id="p-1">x</p>'}]}, ["id means nothing here"]),
    ]
    assert [find_json_faults(json.dumps({**feed, **wrong}).encode()) for wrong, _ in wrongs] == [
        one for _, one in wrongs
    ]


ATTRIBUTES = st.lists(
    st.tuples(
        st.sampled_from(["href", "src", "id", "class", "title", "lang", "data-note", "aria-label", "role"]),
        st.sampled_from(
            ["#a", "/en/1/", "https://x.example/?a&amp;b", "mailto:a@b.example", "p-1", " href=", "a > b", "x"]
        ),
    ),
    max_size=4,
    unique_by=lambda pair: pair[0],
)


@given(
    st.lists(
        st.tuples(st.sampled_from(["p", "a", "img", "span"]), ATTRIBUTES, st.sampled_from(["text", 'id="x" &lt;', ""]))
    )
)
def test_set_free_leaves_nothing_that_depends_on_the_page_and_nothing_else_changes(parts: list) -> None:
    source = "".join(
        f"<{tag}{''.join(f' {name}={chr(34)}{value}{chr(34)}' for name, value in attributes)}>{text}"
        + ("" if tag == "img" else f"</{tag}>")
        for tag, attributes, text in parts
    )
    page = f"{SITE}/en/1/title/"
    freed = set_free(source, page)
    assert set_free(freed, page) == freed
    before, after = (html.fragment_fromstring(one, create_parent="div") for one in (source, freed))
    assert before.text_content() == after.text_content()
    kept = [{name: one.get(name) for name in ("title", "lang") if name in one.attrib} for one in before.iter()]
    assert kept == [{name: one.get(name) for name in ("title", "lang") if name in one.attrib} for one in after.iter()]
    assert [fault for fault in find_content_faults(freed or "<p>") if "means nothing" in fault] == []
    assert [value for value in after.xpath("//@href|//@src") if value.startswith(("#", "/"))] == []
