"""The original: its text, notes, credits and topics, and the languages it is planned for, on one screen."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import rights, workflow
from articles.choices import Act, Right, Stage
from articles.desk import access
from articles.desk.acts import DONE
from articles.desk.lines import VersionLine, make_lines
from articles.desk.page import SeeOther, desk_context, version_links
from articles.desk.pictures import LeadImageForm
from articles.desk.piece import OF_THE_PIECE, PLAN_MANY, PieceForm, PlanManyForm, plan_many
from articles.desk.planning import AssignmentForm, PlanForm, Team, load_team, make_assignment_form
from articles.desk.public_details import PublicDetailsForm
from articles.desk.screen import VersionScreen
from articles.desk.topics import name_topics
from articles.models import Article, LanguageVersion, LogEntry
from articles.refusals import Invalid, Refused
from articles.twice import SAME_MOMENT
from journal.languages import CHOICES, CODES
from journal.models import PressStamp, User


class BeginForm(forms.Form):
    """A new piece: what it is called at the desk, and the language it is written in."""

    original_language = forms.ChoiceField(label=_("Original language"))
    working_title = forms.CharField(
        label=_("Working title"),
        max_length=200,
        help_text=_("For the desk only; readers never see it."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(CHOICES)
        self.fields["original_language"].choices = [(code, names[code]) for code in languages]  # type: ignore[attr-defined]


def show_begin(request: HttpRequest) -> HttpResponse:
    """Start a new article. Http404 for those who may edit in no language."""
    languages = rights.languages_with(request.user, Right.EDIT)
    if not languages:
        raise Http404
    form = BeginForm(request.POST if request.method == "POST" else None, languages=languages)
    if form.is_bound and form.is_valid():
        language, title = form.cleaned_data["original_language"], form.cleaned_data["working_title"]
        try:
            version = begin_once(request.user, language, title)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, str(_("The piece has been started.")))
            return SeeOther(reverse("admin:articles_article_change", args=[version.article_id]))
    context = desk_context(request, title=_("New article"), form=form)
    return render(request, "desk/begin.html", context, status=422 if form.errors else 200)


def begin_once(user: rights.Person, language: str, title: str) -> LanguageVersion:
    """Begin a piece and return its original; the one the person has begun a moment ago, if that is the same: a button
    pressed twice begins one piece. Refused as by `workflow.begin`."""
    at = timezone.now()
    with transaction.atomic():
        # Held, so that the second of two requests at the same time finds what the first has begun
        held = User.objects.select_for_update(no_key=True).only("pk").filter(pk=user.pk).first()  # type: ignore[union-attr]
        begun = LogEntry.objects.filter(
            by=held,
            act=Act.START,
            from_stage="",
            language=language,
            at__gte=at - SAME_MOMENT,
            version__stage=Stage.DRAFT,
        ).filter(article__working_title=title, article__original_language=language)
        entry = begun.select_related("version").order_by("-pk").first()
        if entry is not None and entry.version is not None:
            return entry.version
        return workflow.begin(language=language, working_title=title, by=user, at=at)


@dataclass(frozen=True)
class PlannedLanguage:
    """A language of the piece, with the form for its assignment where the person may assign."""

    line: VersionLine
    form: AssignmentForm | None
    may_drop: bool


class TopicsForm(forms.Form):
    """What the piece is about."""

    topics = forms.TypedMultipleChoiceField(
        label=_("Topics"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    topics_shown = forms.BooleanField(required=False, widget=forms.HiddenInput, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].choices = name_topics()  # type: ignore[attr-defined]


class OriginalScreen(VersionScreen):
    """The screen of an article: what concerns its original, and the plan of its translations."""

    @property
    def credited(self) -> Article:
        return self.version.article

    @cached_property
    def may_edit_article(self) -> bool:
        return access.may_edit_article(self.user, self.version)

    @cached_property
    def topics_form(self) -> TopicsForm | None:
        if not self.may_edit_article:
            return None
        bound = self.posted if self.posted is not None and "topics_shown" in self.posted else None
        return TopicsForm(bound, initial={"topics": list(self.version.article.topics.values_list("pk", flat=True))})

    @cached_property
    def details_form(self) -> PublicDetailsForm | None:
        """Licence and first publication, for those who may edit the piece."""
        return PublicDetailsForm(self.posted, article_id=self.version.article_id) if self.may_edit_article else None

    @cached_property
    def lead_form(self) -> LeadImageForm | None:
        """The choice of the lead image: part of the text, for those who may save it and edit the piece."""
        if not (self.has_text_form and self.may_edit_article):
            return None
        bound = self.posted if self.posted is not None and "lead_image" in self.posted else None
        return LeadImageForm(bound, version=self.version, user=self.user)

    def changed_besides_texts(self) -> dict[str, Any]:
        return self.lead_form.changed_lead() if self.lead_form is not None and self.lead_form.is_bound else {}

    @property
    def has_besides(self) -> bool:
        return super().has_besides or self.topics_form is not None

    @cached_property
    def team(self) -> Team:
        return load_team()

    @cached_property
    def lines(self) -> list[VersionLine]:
        """The versions of the piece the person may see, the original first."""
        rows = make_lines(access.desk_versions(self.user).filter(article=self.version.article_id), at=self.at)
        return sorted(rows, key=lambda line: (not line.version.is_original, CODES.index(line.version.language)))

    @property
    def versions(self) -> list[LanguageVersion]:
        return [line.version for line in self.lines]

    @cached_property
    def languages(self) -> list[PlannedLanguage]:
        return [
            PlannedLanguage(
                line,
                self.assignment_forms.get(line.version.pk),
                self.may_edit_article and workflow.may(self.user, Act.DROP, line.version),
            )
            for line in self.lines
        ]

    @cached_property
    def assignment_forms(self) -> dict[int, AssignmentForm]:
        """The forms of who does what, by version; none for a person who may not assign."""
        if not self.may_edit_article or self.is_shelved:
            return {}
        return {row.pk: make_assignment_form(row, self.team, self.posted) for row in self.versions}

    @cached_property
    def may_plan(self) -> bool:
        """Whether there is a language left to plan, and the person may."""
        return self.may_edit_article and not self.is_shelved and len(self.versions) < len(CODES)

    @property
    def is_shelved(self) -> bool:
        return self.version.article.shelved

    @cached_property
    def many_form(self) -> PlanManyForm | None:
        """The form for several languages at once, None where there are not two left to plan."""
        return PlanManyForm(self.posted, versions=self.versions) if self.may_plan else None

    @cached_property
    def piece_form(self) -> PieceForm:
        return PieceForm(self.posted, user=self.user, versions=self.versions)

    @cached_property
    def piece_acts(self) -> frozenset[Act]:
        """What the person may do to the whole piece now."""
        possible = {act for act in OF_THE_PIECE if workflow.may(self.user, act, self.version)}
        return frozenset(possible if self.piece_form.may_relabel else possible - {Act.RELABEL})

    @cached_property
    def plan_form(self) -> PlanForm | None:
        """The form for one more language, None where there is none left or none to plan."""
        if not self.may_plan:
            return None
        bound = self.posted if self.posted is not None and "plan-language" in self.posted else None
        return PlanForm(bound, prefix="plan", team=self.team, versions=self.versions)

    def is_valid(self, name: str) -> bool:
        valid = super().is_valid(name)
        for form in (self.topics_form, self.lead_form, self.details_form):
            if form is not None and form.is_bound:
                valid &= form.is_valid()
        if name == Act.PLAN and self.plan_form is not None:
            valid &= self.plan_form.is_valid()
        if name == PLAN_MANY and self.many_form is not None:
            valid &= self.many_form.is_valid()
        if name in OF_THE_PIECE:
            valid &= self.piece_form.is_valid()
        target = self.find_target(name)
        if target is not None and name.startswith("assign-"):
            valid &= target.pk in self.assignment_forms and self.assignment_forms[target.pk].is_valid()
        return valid

    def save_besides(self) -> None:
        super().save_besides()
        if self.topics_form is not None and self.topics_form.is_bound:
            chosen = set(self.topics_form.cleaned_data["topics"])
            if chosen != set(self.version.article.topics.values_list("pk", flat=True)):
                self.version.article.topics.set(chosen)
                PressStamp.bump()
        if self.details_form is not None and self.details_form.is_bound:
            self.details_form.save()

    def act(self, name: str, number: int | None) -> object:
        if name == Act.PLAN:
            return self.plan()
        if name == PLAN_MANY and self.many_form is not None:
            return self.plan_many(self.many_form)
        if name in OF_THE_PIECE:
            workflow.apply(self.version, Act(name), by=self.user, at=self.at, **self.piece_form.given_for(Act(name)))
            return DONE[Act(name)]
        target = self.find_target(name)
        if target is None:
            return super().act(name, number)
        act = Act(name.partition("-")[0])
        given = self.assignment_forms[target.pk].assignment() if act is Act.ASSIGN else {}
        workflow.apply(target, act, by=self.user, at=self.at, **given)
        return DONE[act]

    def plan(self) -> object:
        if self.plan_form is None or not self.plan_form.is_bound:
            raise Invalid(_("Choose the language to plan."))
        data = self.plan_form.cleaned_data
        source = next(row for row in self.versions if str(row.pk) == data["translated_from"])
        workflow.plan(
            self.version.article,
            data["language"],
            by=self.user,
            at=self.at,
            translated_from=source,
            **self.plan_form.assignment(),
        )
        return DONE[Act.PLAN]

    def plan_many(self, form: PlanManyForm) -> object:
        count = plan_many(form, self.version, by=self.user, at=self.at)
        words = ngettext("%(count)s language has been planned.", "%(count)s languages have been planned.", count)
        return words % {"count": count}

    def refuse(self, refusal: Refused) -> None:
        super().refuse(refusal)
        self.version.article.refresh_from_db(fields=["shelved"])
        if refusal.field == "lead_image" and self.lead_form is not None and self.lead_form.is_bound:
            self.lead_form.add_error("lead_image", str(refusal))
        name = self.posted.get("act", "") if self.posted else ""
        target = self.find_target(name)
        form: forms.Form | None = self.assignment_forms.get(target.pk) if target else None
        if name in (Act.PLAN, PLAN_MANY) or name in OF_THE_PIECE:
            form = {Act.PLAN.value: self.plan_form, PLAN_MANY: self.many_form}.get(name, self.piece_form)
        if form is not None and form.is_bound and refusal.field in form.fields:
            form.add_error(refusal.field, str(refusal))

    def find_target(self, name: str) -> LanguageVersion | None:
        """Return the version of the piece that an act such as `assign-17` is about."""
        act, _dash, pk = name.partition("-")
        if act not in (Act.ASSIGN, Act.DROP):
            return None
        return next((row for row in self.versions if str(row.pk) == pk), None)


def show_original(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the screen of an article, or do what was posted from it. About 40 queries, whatever the piece."""
    screen = OriginalScreen(request, access.load_original(request.user, pk))
    answer = screen.answer() if request.method == "POST" else None
    if answer is not None:
        return answer
    context = desk_context(
        request,
        title=screen.version.article.working_title,
        screen=screen,
        version=screen.version,
        links=version_links(screen.version),
        media=screen.media,
    )
    return render(request, "desk/original.html", context, status=screen.status)
