"""The cells of the board: one version each, in words, with the acts open to the person. No query for a cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import rights, workflow
from articles.choices import Act, Right, Stage
from articles.comments import has_part
from articles.corrections import count_corrections
from articles.desk.lines import VersionLine, annotate_lines
from articles.desk.planning import Team
from articles.models import Article, Comment, LanguageVersion, Revision
from articles.searching import Match
from journal.languages import CHOICES, CODES


@dataclass(frozen=True)
class Answer:
    """What the desk says beside a cell after an act: a refusal, or that it is done."""

    words: str
    is_refusal: bool
    typed: Mapping[str, str] = field(default_factory=dict)
    """What was typed into the cell, where it was refused."""


@dataclass(frozen=True)
class Cell:
    """One version on the board. Made of a row of `annotate_cells`."""

    line: VersionLine
    acts: frozenset[Act]
    people: "Offers"
    sees_comments: bool = True
    answer: Answer | None = None

    @property
    def version(self) -> LanguageVersion:
        return self.line.version

    @property
    def anchor(self) -> str:
        return name_anchor(self.version.pk)

    @property
    def is_open(self) -> bool:
        """Whether the acts stand open: what was typed and refused is seen at once."""
        return self.answer is not None and self.answer.is_refusal

    @property
    def typed(self) -> Mapping[str, str]:
        return self.answer.typed if self.answer else {}

    @property
    def due_on(self) -> str:
        """The due date as a form has it."""
        return self.version.due_on.isoformat() if self.version.due_on else ""

    @property
    def remarks(self) -> list[str]:
        """What is open about the version, counted in words."""
        comments, corrections = self.version.open_comments, self.version.open_corrections  # type: ignore[attr-defined]
        words = []
        if corrections:
            text = ngettext("%(count)s correction to take over", "%(count)s corrections to take over", corrections)
            words.append(text % {"count": corrections})
        if comments and self.sees_comments:
            words.append(ngettext("%(count)s open comment", "%(count)s open comments", comments) % {"count": comments})
        return words

    @property
    def may_assign(self) -> bool:
        return Act.ASSIGN in self.acts

    @property
    def may_claim(self) -> bool:
        return Act.CLAIM in self.acts

    @property
    def may_give(self) -> bool:
        """Whether the piece is the person's to decline or to hand over."""
        return Act.HAND_OVER in self.acts

    @property
    def may_check(self) -> bool:
        return Act.CHECKED in self.acts

    @property
    def may_publish(self) -> bool:
        return Act.PUBLISH in self.acts

    @property
    def is_ready(self) -> bool:
        """Whether it can go out from the board: for the first time. The publish page shows what readers see of others,
        and what is missing."""
        return self.version.stage == Stage.APPROVED and self.version.first_published_at is None

    @property
    def takes_comment(self) -> bool:
        return self.may_give or self.may_check

    @property
    def claim_words(self) -> str:
        return _("Claim the review") if self.version.stage == Stage.IN_REVIEW else _("Claim")

    @property
    def source_number(self) -> int:
        """The newest released revision of the source."""
        return int(self.version.source_number)  # type: ignore[attr-defined]

    @property
    def check_words(self) -> str:
        return _("Checked against revision %(number)s, nothing to change") % {"number": self.source_number}

    @property
    def changes_url(self) -> str:
        """What changed in the source since the translation was made."""
        page = reverse("admin:desk_compare", args=[self.version.translated_from_id])
        return f"{page}?a={self.version.base_number}&b={self.source_number}"  # type: ignore[attr-defined]

    @property
    def publish_url(self) -> str:
        return reverse("admin:desk_publish", args=[self.version.article_id])

    @cached_property
    def writers(self) -> SafeString:
        return self._offer(rights.writing_right(self.version), "assignee")

    @cached_property
    def reviewers(self) -> SafeString:
        return self._offer(Right.REVIEW, "reviewer")

    @property
    def takers(self) -> SafeString:
        """Those who could take over what the person has."""
        me = self.people.user_pk
        reviews = self.version.reviewer_id == me
        if reviews and (self.version.stage == Stage.IN_REVIEW or self.version.assignee_id != me):
            return self._offer(Right.REVIEW, "to")
        return self._offer(rights.writing_right(self.version), "to")

    def _offer(self, right: Right, name: str) -> SafeString:
        return self.people.list_options(right, self.version.language, chosen=self.typed.get(name, ""))


@dataclass
class Offers:
    """The people a form may name, as options; made once for each right and language."""

    team: Team
    user_pk: int | None
    kept: dict[tuple[str, str], SafeString] = field(default_factory=dict)

    def list_options(self, right: Right, language: str, *, chosen: str = "") -> SafeString:
        """Return `<option value="pk">name</option>` for everybody who holds the right in the language."""
        key = (right, language)
        if chosen or key not in self.kept:
            choices = self.team.choices(right, language)[1:]
            marked = [(pk, " selected" if pk == chosen else "", name) for pk, name in choices]
            options = format_html_join("", '<option value="{}"{}>{}</option>', marked)
            if chosen:
                return options
            self.kept[key] = options
        return self.kept[key]


@dataclass
class Piece:
    """One article with its cells, the original first, and the languages nobody has planned."""

    article: Article
    cells: list[Cell] = field(default_factory=list)
    matches: list[Match] = field(default_factory=list)
    may_plan: bool = False
    is_whole: bool = False
    """Whether the person sees every version, so that a language without one is known not to be planned."""
    answer: Answer | None = None
    """What the desk says beside the languages that are not planned."""

    @property
    def anchor(self) -> str:
        return name_plan_anchor(self.article.pk)

    @property
    def original_pk(self) -> int | None:
        return next((cell.version.pk for cell in self.cells if cell.version.is_original), None)

    @cached_property
    def unplanned(self) -> list[tuple[str, str]]:
        there = {cell.version.language for cell in self.cells}
        return [(code, name) for code, name in CHOICES if code not in there] if self.is_whole else []


def name_anchor(version_pk: int) -> str:
    """Return the fragment of a cell."""
    return f"v{version_pk}"


def name_plan_anchor(article_pk: int) -> str:
    """Return the fragment of a piece's languages that are not planned."""
    return f"plan-{article_pk}"


def annotate_cells(versions: QuerySet[LanguageVersion], *, at: datetime) -> QuerySet[LanguageVersion]:
    """Add what a Cell says and needs: all of a line, `open_comments`, `open_corrections`, `base_number` (the revision
    of the source it was made from) and `source_number` (the newest released one). No text column."""
    comments = Comment.objects.filter(version=OuterRef("pk"), answers=None, resolved_at=None)
    counted = comments.order_by().values("version").annotate(number=Count("pk")).values("number")
    released = Revision.objects.filter(version=OuterRef("translated_from"), released_at__isnull=False)
    return annotate_lines(versions, at=at).annotate(
        open_comments=Coalesce(Subquery(counted, output_field=IntegerField()), 0),
        open_corrections=count_corrections(),
        base_number=F("based_on__number"),
        source_number=Subquery(released.order_by("-number").values("number")[:1]),
    )


def fill_pieces(
    user: rights.Person,
    articles: Iterable[Article],
    lines: Iterable[VersionLine],
    *,
    team: Team,
    answers: Mapping[str, Answer],
) -> list[Piece]:
    """Return the articles with their cells. `answers` by anchor. No query but for the person's memberships."""
    pieces = {article.pk: Piece(article) for article in articles}
    by_article: dict[int, list[VersionLine]] = {pk: [] for pk in pieces}
    for line in lines:
        line.version.article = pieces[line.version.article_id].article  # so that no decision has to load it
        by_article[line.version.article_id].append(line)
    offers = Offers(team, getattr(user, "pk", None))
    is_whole = rights.sees_all(user)
    for pk, piece in pieces.items():
        piece.is_whole = is_whole
        found = sorted(
            by_article[pk], key=lambda line: (not line.version.is_original, CODES.index(line.version.language))
        )
        original = next((line.version for line in found if line.version.is_original), None)
        edits = original is not None and not piece.article.shelved and rights.may(user, Right.EDIT, original)
        for line in found:
            acts = list_acts(user, line.version, edits=edits)
            sees_comments = has_part(user, line.version) or (original is not None and has_part(user, original))
            answer = answers.get(name_anchor(line.version.pk))
            piece.cells.append(Cell(line, acts, offers, sees_comments, answer))
        piece.may_plan = edits and bool(piece.unplanned)
        piece.answer = answers.get(piece.anchor)
    return list(pieces.values())


def list_acts(user: rights.Person, version: LanguageVersion, *, edits: bool) -> frozenset[Act]:
    """Return the acts of the board that are open to the person. `edits`: whether they may edit the original of the
    piece, and it is not on the shelf. No query where the version's article is loaded."""
    acts = {act for act in (Act.CLAIM, Act.DECLINE, Act.HAND_OVER, Act.PUBLISH) if workflow.may(user, act, version)}
    base, newest = version.base_number, version.source_number  # type: ignore[attr-defined]
    if base is not None and newest is not None and newest > base and workflow.may(user, Act.CHECKED, version):
        acts.add(Act.CHECKED)
    if edits:
        acts.add(Act.ASSIGN)
    return frozenset(acts)
