"""Two texts that began as one: all of one side gives that side, and no passage is lost or doubled."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from journal.text.blocks import split_blocks
from journal.text.merge import (
    MOST_BLOCKS,
    MOST_CHOICES,
    Passage,
    Side,
    compare_bodies,
    digest,
    digest_blocks,
    judge,
    merge,
)

BLOCKS = st.sampled_from(
    [
        "<p>One walks along the lake.</p>",
        "<p>One walks along the river.</p>",
        '<p>Two<sup data-note="a"></sup>.</p>',
        "<p>Three, and nothing else.</p>",
        "<h2>Head</h2>",
        "<hr>",
        '<figure data-image="17"></figure>',
        "<ul><li>a</li><li>b</li></ul>",
    ]
)
TEXTS = st.lists(BLOCKS, max_size=8).map("".join)


def count_blocks(html: str) -> Counter[str]:
    return Counter(block.html for block in split_blocks(html))


def list_keys(passages: list[Passage]) -> list[str]:
    return list(dict.fromkeys(passage.key for passage in passages if passage.key))


def offer(mine: str, theirs: str, base: str) -> str:
    """Return what comes of two texts where nobody chooses anything else than what is offered."""
    passages = compare_bodies(mine, theirs, digest_blocks(base))
    return merge(passages, {passage.key: passage.default for passage in passages})


@given(TEXTS, TEXTS)
def test_all_of_one_side_is_that_side(mine: str, theirs: str) -> None:
    passages = compare_bodies(mine, theirs)
    keys = list_keys(passages)
    assert merge(passages, dict.fromkeys(keys, "mine")) == mine
    assert merge(passages, dict.fromkeys(keys, "theirs")) == theirs
    assert bool(keys) is (mine != theirs)


@given(TEXTS, TEXTS, st.data())
def test_whatever_is_chosen_no_passage_is_lost_or_doubled(mine: str, theirs: str, data: st.DataObject) -> None:
    passages = compare_bodies(mine, theirs)
    choices: dict[str, Side] = {key: data.draw(st.sampled_from(["mine", "theirs"])) for key in list_keys(passages)}
    merged, one, other = (count_blocks(html) for html in (merge(passages, choices), mine, theirs))
    chosen = sum((count_blocks(getattr(p, choices[p.key])) for p in passages if p.key), Counter[str]())
    same = sum((count_blocks(p.mine) for p in passages if not p.key), Counter[str]())
    assert merged == same + chosen
    assert all(merged[html] <= max(one[html] + other[html] - same[html], 0) for html in merged)
    moved = {p.mine or p.theirs for p in passages if p.is_echo}
    assert all(merged[html] >= 1 for html in moved)


@given(TEXTS, TEXTS)
def test_who_has_changed_nothing_is_offered_the_text_of_the_other(base: str, changed: str) -> None:
    known = frozenset(digest_blocks(base) or ())
    is_plain = max(count_blocks(base + changed).values(), default=0) < 2 and not known & count_digests(changed)
    if is_plain:
        assert offer(base, changed, base) == changed
        assert offer(changed, base, base) == changed


def count_digests(html: str) -> frozenset[str]:
    return frozenset(digest_blocks(html) or ())


def test_changes_of_both_in_different_passages_are_put_together() -> None:
    a, b, c, d = ("<p>" + f"Passage number {n} about the lake" * 3 + ".</p>" for n in ("one", "two", "three", "four"))
    changed_a, changed_c = a.replace("lake", "river", 1), c.replace("lake", "shore", 1)
    assert offer(changed_a + b + c, a + b + changed_c, a + b + c) == changed_a + b + changed_c
    assert offer(a + b + c + d, b + c, a + b + c) == b + c + d
    assert offer(b + c, a + b + d + c, a + b + c) == b + d + c
    both = compare_bodies(a.replace("lake", "river"), a.replace("lake", "shore"), digest_blocks(a))
    assert [(passage.changed_by, passage.default) for passage in both] == [("both", "mine")]
    assert [passage.changed_by for passage in compare_bodies(changed_a, a)] == ["unknown"]


def test_a_passage_that_was_moved_is_one_choice_for_both_places() -> None:
    a, b, c = "<p>The lake is deep.</p>", "<p>Nobody sings any more.</p>", "<h2>Later</h2>"
    passages = compare_bodies(a + b + c, b + c + a)
    assert [(p.mine, p.theirs, bool(p.key), p.is_echo) for p in passages] == [
        (a, "", True, False),
        (b, b, False, False),
        (c, c, False, False),
        ("", a, True, True),
    ]
    assert passages[0].key == passages[-1].key


def test_a_text_with_too_many_differences_is_chosen_as_a_whole() -> None:
    mine, theirs = ("".join(f"<p>{word} {n}</p>" for n in range(MOST_CHOICES + 1)) for word in ("mine", "theirs"))
    assert [(p.mine, p.theirs) for p in compare_bodies(mine, theirs)] == [(mine, theirs)]
    assert digest_blocks("<hr>" * (MOST_BLOCKS + 1)) is None


def test_who_has_changed_what_is_told_by_what_it_was() -> None:
    was = [digest("was")]
    assert judge("new", "was", was) == ("mine", "mine")
    assert judge("was", "new", was) == ("theirs", "theirs")
    assert judge("new", "newer", was) == ("both", "mine")
    assert judge("new", "was", None) == ("unknown", "mine")
