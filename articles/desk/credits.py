"""Who is credited on an article or on one of its versions, as rows of a form."""

from typing import Any

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Credit, LanguageVersion
from authors.models import Author
from journal.columns import columns, read_name
from journal.languages import CODES

MOST_POSITION = 32_767


def name_people(language: str) -> list[tuple[int, str]]:
    """Return every person with the name shown in `language`, by name. One query, no biographies."""
    names = [name for code in CODES for name in columns(["name"], code)]
    people = Author.objects.only("slug", *names)
    return sorted(
        ((row.pk, read_name(row, "name", language).text or row.slug) for row in people),
        key=lambda pair: pair[1].casefold(),
    )


class CreditForm(forms.ModelForm):  # type: ignore[type-arg]
    """One credit. A position that is left out is the place of the row."""

    class Meta:
        model = Credit
        fields = ("author", "role", "position", "credited_as")

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["author"].choices = [("", "---------"), *people]  # type: ignore[attr-defined]
        # Limits of its own: SQLite would take more than a small integer
        self.fields["position"] = Credit._meta.get_field("position").formfield(  # type: ignore[union-attr, assignment]
            required=False, min_value=0, max_value=MOST_POSITION
        )
        if not self.instance.pk:
            self.initial.pop("position", None)
            self.fields["position"].initial = None
        self.fields["position"].widget.attrs["class"] = "narrow"

    def has_changed(self) -> bool:
        """A new row without a person is no row, whatever its role says."""
        if not self.instance.pk and not (self["author"].data or self["credited_as"].data):
            return False
        return super().has_changed()

    def clean_position(self) -> int:
        """Put a row without a position where it stands."""
        given = self.cleaned_data.get("position")
        place = (self.prefix or "").rpartition("-")[2]
        return given if given is not None else int(place) if place.isdecimal() else 0


class BaseCreditFormSet(forms.BaseModelFormSet):  # type: ignore[type-arg]
    """The credits of one article or of one version."""

    def __init__(self, *args: Any, of: Article | LanguageVersion, language: str, **kwargs: Any) -> None:
        self.of = of
        super().__init__(
            *args,
            queryset=of.credits.select_related(None),
            prefix="credit",
            form_kwargs={"people": name_people(language)},
            **kwargs,
        )

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Name the box that takes a credit away."""
        super().add_fields(form, index)
        if DELETION_FIELD_NAME in form.fields:
            form.fields[DELETION_FIELD_NAME].label = _("Delete")

    def save_new(self, form: Any, commit: bool = True) -> Credit:  # noqa: FBT001, FBT002
        """Put a new credit on the article or version of the form, unless the same one has come to stand there."""
        data = form.cleaned_data
        stored_as = Credit._meta.get_field("credited_as").clean_text(data["credited_as"])  # type: ignore[union-attr]
        same = self.of.credits.filter(author=data["author"], role=data["role"], credited_as=stored_as).first()
        if same is not None:
            return same
        setattr(form.instance, "article" if isinstance(self.of, Article) else "version", self.of)
        made: Credit = super().save_new(form, commit=commit)
        return made


CreditFormSet = forms.modelformset_factory(
    Credit, form=CreditForm, formset=BaseCreditFormSet, extra=2, can_delete=True, max_num=60
)
