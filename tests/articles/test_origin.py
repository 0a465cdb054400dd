"""Who made the words: what is said with a save, what an approval makes of it, and what is published unreviewed."""

from datetime import timedelta
from typing import Any

import pytest

from articles import revisions, workflow
from articles.choices import Act
from articles.models import LanguageVersion
from articles.refusals import Invalid, NotAllowed
from tests.factories import (
    MORNING,
    create_article,
    create_user,
    create_version,
    find_chief,
    find_version,
    publish,
    release,
    submit,
    write_text,
)
from tests.snapshots import take_snapshot

pytestmark = pytest.mark.django_db

NOON = MORNING + timedelta(hours=3)


def act(version: LanguageVersion, name: Act, **given: Any) -> LanguageVersion:
    return workflow.apply(LanguageVersion.objects.get(pk=version.pk), name, **{"by": find_chief(), "at": NOON, **given})


def save(version: LanguageVersion, **given: Any) -> LanguageVersion:
    return act(version, Act.SAVE, edit_number=LanguageVersion.objects.get(pk=version.pk).edit_number, **given)


def create_machine_draft() -> LanguageVersion:
    article = create_article()
    release(find_version(article))
    return save(write_text(create_version(article, "de")), origin="machine")


def read_details(version: LanguageVersion) -> dict[str, Any]:
    details: dict[str, Any] = version.log.order_by("-pk")[0].details
    return details


def list_origins(version: LanguageVersion) -> list[str]:
    return list(version.revisions.order_by("number").values_list("origin", flat=True))


def test_the_origin_is_said_with_a_save_and_is_a_change_like_any_other() -> None:
    version = create_machine_draft()
    assert (version.origin, version.edit_number) == ("machine", 2)
    assert read_details(version) == {"changed": ["origin"], "origin": "machine"}
    before = take_snapshot()
    save(version, origin="machine")
    save(version)
    assert take_snapshot() == before
    assert save(version, origin="human", texts={"title": "Von Hand"}).origin == "human"
    assert read_details(version) == {"changed": ["title", "origin"], "origin": "human"}


def test_who_may_not_save_says_nothing_of_the_origin_and_nobody_says_nonsense() -> None:
    version = create_machine_draft()
    stranger = create_user(memberships=[("translate", "ru"), ("edit", ""), ("publish", "")])
    cases = [("human", stranger, NotAllowed), ("robot", find_chief(), Invalid), ("", find_chief(), Invalid)]
    for origin, by, refusal in cases:
        before = take_snapshot()
        with pytest.raises(refusal):
            save(version, origin=origin, by=by, texts={"title": "Another"})
        assert take_snapshot() == before


def test_only_an_approval_makes_a_machine_draft_a_revised_one() -> None:
    version = create_machine_draft()
    with pytest.raises(Invalid) as refusal:
        save(version, origin="machine_revised")
    assert refusal.value.field == "origin"
    version = submit(version)
    version = act(version, Act.APPROVE, by=create_user(memberships=[("review", "de")]))
    assert (version.origin, list_origins(version)) == ("machine_revised", ["machine", "machine_revised"])
    assert read_details(version) == {"origin": "machine_revised", "revision": 2}
    publish(version)
    assert "unreviewed_machine" not in read_details(version)
    assert list_origins(version)[2:] in ([], ["machine_revised"])
    assert save(version, texts={"title": "Another"}).origin == "machine_revised"


def test_the_label_of_a_machine_draft_is_taken_off_by_a_reviewer_only() -> None:
    version = create_machine_draft()
    lena = create_user(memberships=[("translate", "de")])
    for origin in ("human", "imported"):
        before = take_snapshot()
        with pytest.raises(Invalid) as refusal:
            save(version, origin=origin, by=lena, texts={"title": "Von Hand"})
        assert (refusal.value.field, take_snapshot()) == ("origin", before)
    both = create_user(memberships=[("translate", "de"), ("review", "de")])
    assert save(version, origin="human", by=both).origin == "human"
    act(submit(version), Act.RETURN, comment="Once more.")
    assert save(version, origin="machine", by=lena).origin == "machine"
    assert save(version, origin="human", by=lena).origin == "human"  # as handed in, word by word


def test_an_approval_leaves_any_other_origin_as_it_is() -> None:
    for origin in ("human", "imported"):
        version = save(find_version(create_article()), origin=origin)
        version = act(submit(version, by=create_user(is_superuser=True)), Act.APPROVE)
        assert (version.origin, list_origins(version)) == (origin, [origin])


def test_a_machine_text_published_without_review_is_logged_as_such_and_its_revision_says_so() -> None:
    version = publish(create_machine_draft())
    assert (list_origins(version), read_details(version)["unreviewed_machine"]) == (["machine"], True)
    version = write_text(version, word="second")
    version = act(version, Act.SCHEDULE, significance="typo", when=NOON + timedelta(days=1))
    assert read_details(version)["unreviewed_machine"] is True
    act(version, Act.PUBLISH, significance="typo")
    save(version, origin="human", texts={"title": "Von Hand"})
    version = publish(find_version(version.article, "de"), significance="typo", at=NOON)
    assert "unreviewed_machine" not in read_details(version)
    act(version, Act.ROLL_BACK, revision=1)
    assert read_details(version) == {"revision": 1, "unreviewed_machine": True}


def test_a_restored_text_has_the_origin_of_its_revision() -> None:
    version = submit(create_machine_draft())
    version = act(version, Act.APPROVE, by=create_user(memberships=[("review", "de")]))
    drafted, reviewed = version.revisions.order_by("number")
    save(version, origin="human", texts={"title": "Von Hand", "body": "<p>Neu</p>"})
    found = []
    for revision in (drafted, reviewed):
        version = save(version, **revisions.restorable_texts(revision))
        found.append(version.origin)
        assert revisions.working_content(version) == revisions.content_of(revision)
    assert found == ["machine", "machine_revised"]
