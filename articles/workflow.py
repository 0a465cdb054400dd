"""The one way in which a language version changes: `apply(version, act, by=…, at=…)`.

Every act checks the right and the stage against `articles.transitions`, holds the version's row, does its effects in
the order written in its function, and logs itself; all in one transaction, or nothing. Time and actor are passed in.
Articles enter by `begin`, planned languages by `plan`, imported ones by `adopt`.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from articles import adoption, drafts, hindrances, notices, rights, transitions
from articles.choices import Act, Right, Stage
from articles.effects import people, piece, publishing, writing
from articles.models import Article, LanguageVersion, LogEntry
from articles.refusals import Conflict, Invalid, NotAllowed, NotPossible
from journal.languages import CODES
from journal.models import User
from journal.text.sanitize import TextRefused

Effect = Callable[..., dict[str, Any]]

LONGEST_COMMENT = 20_000
LONGEST_WORKING_TITLE = 200

EFFECTS: dict[Act, Effect] = {
    Act.ASSIGN: people.assign,
    Act.CLAIM: people.claim,
    Act.DECLINE: people.decline,
    Act.HAND_OVER: people.hand_over,
    Act.SAVE: writing.save,
    Act.WAIVE: writing.waive,
    Act.SUBMIT: writing.submit,
    Act.RETURN: writing.return_,
    Act.APPROVE: writing.approve,
    Act.CHECKED: writing.checked,
    Act.PUBLISH: publishing.publish,
    Act.SCHEDULE: publishing.schedule,
    Act.UNSCHEDULE: publishing.unschedule,
    Act.RELEASE: publishing.release,
    Act.WITHDRAW: publishing.withdraw,
    Act.REINSTATE: publishing.reinstate,
    Act.ROLL_BACK: publishing.roll_back,
    Act.RECLASSIFY: publishing.reclassify,
    Act.DISMISS: publishing.dismiss,
    Act.SHELVE: piece.shelve,
    Act.UNSHELVE: piece.unshelve,
    Act.RELABEL: piece.relabel,
}


def may(user: rights.Person, act: Act, version: LanguageVersion) -> bool:
    """Whether the act is in the table for the version's stage, the person holds a right it takes, and nothing that can
    be told beforehand stands in its way (the shelf, a piece that somebody has). The effect may still refuse (an
    incomplete text, one's own submission). At most two queries; none for most acts where the article is loaded."""
    return _may_at_this_stage(user, act, version) and hindrances.find_hindrance(act, version) is None


def _may_at_this_stage(user: rights.Person, act: Act, version: LanguageVersion) -> bool:
    if act in transitions.OF_THE_ARTICLE:
        if act is Act.DROP and version.stage != Stage.PLANNED:
            return False
        return rights.may(user, Right.EDIT, original_of(version))
    row = transitions.find(act, Stage(version.stage))
    if row is None:
        return False
    held = (right for right in row.rights_for(version) if rights.may(user, right, version))
    return any(not row.assigned or rights.is_assigned(user, right, version) for right in held)


def apply(
    version: LanguageVersion,
    act: Act,
    *,
    by: rights.Person,
    at: datetime,
    comment: str = "",
    edit_number: int | None = None,
    **given: Any,
) -> LanguageVersion:
    """Do `act` to `version` and return it as it is afterwards.

    `edit_number` is the state the person saw; where given and not the present one: Conflict. `given` is what the act
    takes (see `articles.effects`). NotAllowed, NotPossible, Invalid or Incomplete if it is refused; then nothing has
    been written. In one transaction; about ten queries, about twenty to publish.
    """
    if len(comment) > LONGEST_COMMENT:
        raise Invalid(_("This comment is too long."), field="comment")
    with transaction.atomic():
        held = _hold_for(act, version)
        if held is None:
            raise NotPossible(_("This language version is gone."))
        if not may(by, act, held):
            _explain_refusal(by, act, held)
        if edit_number is not None and edit_number != held.edit_number:
            raise Conflict
        if act is Act.DROP:
            return _drop(held, by=by, at=at, comment=comment)
        if act is Act.SAVE and edit_number is None:
            raise Invalid(_("A save must say which state of the text it started from."))
        before = Stage(held.stage)
        row = transitions.find(act, before)
        details = EFFECTS[act](held, by=by, at=at, comment=comment, **given)
        if details.pop("unchanged", False):
            return held
        after = details.pop("stage", None) or (row.target if row and row.target else before)
        changed = LanguageVersion.objects.filter(pk=held.pk, stage=before, edit_number=held.edit_number)
        new_number = held.edit_number + (1 if act is Act.SAVE else 0)
        if not changed.update(stage=after, edit_number=new_number, **details.pop("columns", {})):
            raise Conflict
        held.refresh_from_db()
        logged = Act.START if act is Act.SAVE and before in (Stage.PLANNED, Stage.APPROVED, Stage.DONE) else act
        _log(held, logged, by=by, at=at, comment=comment, stages=(before, after), details=details)
        return held


def apply_all(
    versions: Iterable[LanguageVersion], act: Act, *, by: rights.Person, at: datetime, **given: Any
) -> list[LanguageVersion]:
    """Do one act to several versions of one article, all or none: a release set for PUBLISH and SCHEDULE.

    `given` may hold a dict `each` from language to what only that version takes.
    """
    rows = sorted(versions, key=lambda version: version.pk)
    if len({row.article_id for row in rows}) > 1:
        raise Invalid(_("A release set holds versions of one article."))
    each = given.pop("each", {})
    if any("when" in own for own in each.values()):
        raise Invalid(_("A release set goes out at one moment."), field="when")
    with transaction.atomic():
        # All are held before the first renews the press stamp, which others that hold one of them may wait for
        list(_hold(LanguageVersion.objects.filter(pk__in=[row.pk for row in rows])).order_by("pk"))
        return [apply(row, act, by=by, at=at, **{**given, **each.get(row.language, {})}) for row in rows]


def begin(*, language: str, working_title: str, by: rights.Person, at: datetime, comment: str = "") -> LanguageVersion:
    """Start a new article written in `language` and return its original, a draft assigned to `by`.

    NotAllowed without the right to edit in that language; Invalid without a working title.
    """
    if not isinstance(by, User) or language not in rights.languages_with(by, Right.EDIT):
        raise NotAllowed
    if not working_title.strip():
        raise Invalid(_("Give the piece a working title."), field="working_title")
    if len(working_title.strip()) > LONGEST_WORKING_TITLE:
        raise Invalid(_("This working title is too long."), field="working_title")
    with transaction.atomic():
        article = Article.objects.create(original_language=language, working_title=working_title.strip())
        version = LanguageVersion.objects.create(article=article, language=language, stage=Stage.DRAFT, assignee=by)
        _log(version, Act.START, by=by, at=at, comment=comment, stages=("", Stage.DRAFT), details={})
    return version


def plan(
    article: Article,
    language: str,
    *,
    by: rights.Person,
    at: datetime,
    translated_from: LanguageVersion | None = None,
    comment: str = "",
    **assignment: Any,
) -> LanguageVersion:
    """Plan a translation of `article` into `language` and return it. From the original unless `translated_from` names
    another version of the article (a relay). `assignment` as for ASSIGN.

    NotAllowed without the right to edit the original; NotPossible where the language is there already.
    """
    with transaction.atomic():
        original = _hold(LanguageVersion.objects.originals().filter(article=article)).get()
        if hindrances.is_shelved(original):
            raise NotPossible(hindrances.SHELVED)
        # Read after the original is held: whoever else planned at the same time has finished
        versions = {row.language: row for row in _hold(LanguageVersion.objects.filter(article=article).order_by("pk"))}
        if not rights.may(by, Right.EDIT, original):
            raise NotAllowed
        if language not in CODES:
            raise Invalid(_("The journal does not write this language."), field="language")
        if language in versions:
            raise NotPossible(_("This language is planned already."))
        source = translated_from or original
        if versions.get(source.language) != source:
            raise Invalid(_("A translation is made from a version of the same article."), field="translated_from")
        version = LanguageVersion(article=article, language=language, translated_from=source)
        details = people.assign(version, by=by, at=at, comment=comment, **assignment)
        for name, value in details.pop("columns").items():
            setattr(version, name, value)
        version.save()
        _log(version, Act.PLAN, by=by, at=at, comment=comment, stages=("", Stage.PLANNED), details=details)
    return version


def adopt(pieces: Sequence[adoption.Piece], *, by: rights.Person, at: datetime, comment: str = "") -> list[Article]:
    """Take in articles that came about elsewhere, with their versions, revisions, publications, notes, credits,
    waivers and log, all or none, and return them. They keep their primary keys, and their texts are cleaned.

    `by` is None for whoever runs the server's commands. A version that brings no log is logged as imported by `by`.
    NotAllowed to anybody else but a chief; NotPossible for a primary key that is taken; Invalid for what the acts would
    never have brought about (`articles.adoption.invariants`). Some twenty queries for any number of pieces: give many,
    but no more than fit into memory.
    """
    if by is not None and not rights.is_chief(by):
        raise NotAllowed
    for given in pieces:
        for path, message in adoption.find_faults(given):
            raise Invalid(message, field=path)
    with transaction.atomic():
        if Article.objects.filter(pk__in=[piece.id for piece in pieces]).exists():
            raise NotPossible(_("There is an article with this number already."))
        try:
            return adoption.create(pieces, by=by, at=at, comment=comment)
        except TextRefused as refusal:
            raise Invalid(_("A text is too long or too deeply nested to be stored.")) from refusal


def original_of(version: LanguageVersion) -> LanguageVersion:
    """Return the original of the version's article. One query for a translation."""
    if version.is_original:
        return version
    return LanguageVersion.objects.originals().get(article_id=version.article_id)


def hold(*versions: LanguageVersion) -> None:
    """Lock the versions until the end of the transaction, as every act does. Who reads the clock behind it finds that
    nothing others did meanwhile is still to come. One query."""
    list(_hold(LanguageVersion.objects.filter(pk__in=[row.pk for row in versions])).order_by("pk").values_list("pk"))


def _hold(versions: QuerySet[LanguageVersion]) -> QuerySet[LanguageVersion]:
    """Lock the rows for writing until the end of the transaction; others may still refer to them."""
    return versions.select_for_update(of=("self",), no_key=True)


def _hold_for(act: Act, version: LanguageVersion) -> LanguageVersion | None:
    """Lock the version, and every other of the article for an act that is done to all; None if it is gone."""
    if act not in transitions.OF_ALL_VERSIONS:
        return _hold(LanguageVersion.objects.filter(pk=version.pk)).first()
    rows = _hold(LanguageVersion.objects.filter(article=version.article_id).order_by("pk"))
    return next((row for row in rows if row.pk == version.pk), None)


def _drop(version: LanguageVersion, *, by: rights.Person, at: datetime, comment: str) -> LanguageVersion:
    if version.translations.exists():
        raise NotPossible(_("Another language is to be translated from this one."))
    if drafts.has_words(version, at=at):
        raise NotPossible(_("Somebody has typed something here that is not saved yet, and it would be lost."))
    _log(version, Act.DROP, by=by, at=at, comment=comment, stages=(version.stage, ""), details={})
    version.delete()
    return version


def _explain_refusal(by: rights.Person, act: Act, version: LanguageVersion) -> None:
    """Raise NotPossible to those who could do the act in another stage, or but for what stands in its way; NotAllowed
    to everybody else."""
    hindrance = hindrances.find_hindrance(act, version)
    if hindrance is not None and _may_at_this_stage(by, act, version):
        raise NotPossible(hindrance)
    needed = {right for row in transitions.TABLE if row.act == act for right in row.rights_for(version)}
    if act in transitions.OF_THE_ARTICLE:
        possible_elsewhere = rights.may(by, Right.EDIT, original_of(version))
    else:
        in_stage = transitions.find(act, Stage(version.stage)) is not None
        possible_elsewhere = not in_stage and any(rights.may(by, right, version) for right in needed)
    if possible_elsewhere:
        raise NotPossible(_("This cannot be done at the stage the text is in."))
    raise NotAllowed


def _log(
    version: LanguageVersion,
    act: Act,
    *,
    by: rights.Person,
    at: datetime,
    comment: str,
    stages: tuple[str, str],
    details: dict[str, Any],
) -> None:
    entry = LogEntry.objects.create(
        article_id=version.article_id,
        version=version,
        language=version.language,
        act=act,
        from_stage=stages[0],
        to_stage=stages[1],
        by=by if isinstance(by, User) else None,
        by_name=rights.actor_name(by),
        at=at,
        comment=comment,
        details=details,
    )
    notices.tell_of_act(entry, version)
