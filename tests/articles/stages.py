"""Versions that stand at a stage, led there by the acts, and what each act takes."""

from datetime import timedelta
from typing import Any

from articles import workflow
from articles.choices import Act, Right
from articles.models import Article, Correction, Image, LanguageVersion
from journal import columns
from tests.articles.expected_table import NOW
from tests.factories import (
    MORNING,
    create_article,
    create_user,
    create_version,
    find_chief,
    find_version,
    publish,
    submit,
    write_text,
)


def lead_to(stage: str, *, is_original: bool, public: str = "") -> LanguageVersion:
    """Make a version that stands at `stage` and is `public`ly "", "twice" (published), "withdrawn" or "scheduled".

    Its text cites a note that the source does not (a problem that can be waived, waived already).
    """
    article = create_article(language="ka")
    source = workflow.apply(find_version(article), Act.RELEASE, by=find_chief(), at=MORNING)
    version = source if is_original else create_version(article, "de")
    if stage == "planned":
        return version
    version = write_text(version, word="own")
    if public in ("twice", "withdrawn"):
        version = publish(write_text(publish(version), word="second", at=MORNING), at=MORNING + timedelta(hours=1))
    if public == "withdrawn":
        version = workflow.apply(version, Act.WITHDRAW, by=find_chief(), at=NOW - timedelta(hours=1), reason="Law")
    if public == "scheduled":
        version = schedule(submit(version, by=create_user(is_superuser=True))) if stage != "done" else version
    if stage == "done":
        return _finish(version, public)
    version = write_text(version, word="third")
    if stage in ("in_review", "returned", "approved"):
        version = submit(version, by=create_user(is_superuser=True))
    if stage == "returned":
        version = workflow.apply(version, Act.RETURN, by=find_chief(), at=MORNING, comment="More")
    if stage == "approved":
        version = workflow.apply(version, Act.APPROVE, by=create_reviewer(), at=MORNING)
    assert version.stage == stage
    return version


def _finish(version: LanguageVersion, public: str) -> LanguageVersion:
    if version.stage == "done":
        return version
    version = workflow.apply(
        submit(version, by=create_user(is_superuser=True)), Act.APPROVE, by=create_reviewer(), at=MORNING
    )
    return schedule(version) if public == "scheduled" else publish(version)


def create_reviewer() -> Any:
    return create_user(memberships=[("review", "")])


def schedule(version: LanguageVersion) -> LanguageVersion:
    given = {"when": NOW + timedelta(days=9), "significance": "typo"}
    return workflow.apply(version, Act.SCHEDULE, by=find_chief(), at=MORNING, **given)


def give(act: Act, version: LanguageVersion) -> dict[str, Any]:
    """Return what each act takes, so that nothing but right and stage can be the reason of a refusal."""
    base = 1 if not version.is_original else None
    orphan = {"orphan": {"kind": "translator" if not version.is_original else "remark", "html": "<p>Note.</p>"}}
    given: dict[Act, dict[str, Any]] = {
        Act.SAVE: {"edit_number": version.edit_number, "texts": {"title": "Another title"}, "notes": orphan},
        Act.WAIVE: {"problem": "not-cited:orphan", "comment": "It will be cited."},
        Act.SUBMIT: {"source_revision": base} if base else {},
        Act.RETURN: {"comment": "Please look at the second paragraph."},
        Act.PUBLISH: {"significance": "typo"},
        Act.SCHEDULE: {"significance": "typo", "when": NOW + timedelta(days=2)},
        Act.RELEASE: {"significance": "typo"},
        Act.CHECKED: {"source_revision": 1},
        Act.WITHDRAW: {"reason": "A court says so."},
        Act.ROLL_BACK: {"revision": first_shown(version)},
        Act.RECLASSIFY: {"revision": newest_released(version), "significance": "major"},
        Act.HAND_OVER: {"to": create_user(memberships=[(right, "") for right in Right.values])},
        Act.RELABEL: {"language": "ru"},
        Act.DISMISS: {"comment": "The date is right here."},
    }
    return given.get(act, {})


def first_shown(version: LanguageVersion) -> int:
    shown = version.publications.exclude(revision=None).order_by("at").first()
    return shown.revision.number if shown and shown.revision else 1


def newest_released(version: LanguageVersion) -> int:
    numbers = version.revisions.exclude(released_at=None).values_list("number", flat=True)
    return max(numbers, default=1)


PUBLIC = {Act.WITHDRAW: "twice", Act.ROLL_BACK: "twice", Act.RECLASSIFY: "twice", Act.REINSTATE: "withdrawn"}
PUBLIC |= {Act.UNSCHEDULE: "scheduled"}


def add_orphan(version: LanguageVersion) -> None:
    """Put a note into the version's language that its text does not cite."""
    note = version.article.footnotes.create(key="orphan", kind="translator", added_in=version.language)
    type(note).objects.filter(pk=note.pk).update(**{f"text_{version.language}": "<p>Nobody cites me.</p>"})


def ask_for_correction(version: LanguageVersion) -> None:
    """Publish another version of the piece with a correction note, so that this one has a task."""
    if not version.is_original:
        publish(find_version(version.article), correction="The year was 1922.")
    else:
        publish(write_text(create_version(version.article, "be")), correction="The year was 1922.")
    assert Correction.objects.filter(version=version, done_at=None).count() == 1


def change_picture(version: LanguageVersion) -> None:
    """Change what a revision would keep without changing the stage, so that there is something to release."""
    image = Image.objects.create(credit="Ani", licence="CC BY 4.0")
    columns.write(image, {"alt": "A harbour"}, version.language)
    Article.objects.filter(pk=version.article_id).update(lead_image=image)
