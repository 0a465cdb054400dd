"""Model fields for text of the journal: what is stored has been cleaned, whichever way it came.

Cleaning hangs on `get_db_prep_save`, the one step that `save()`, `create()`, `update()`, `bulk_create()` and
`bulk_update()` share. Two ways round it remain: raw SQL, and an expression such as `Concat()` in `update()`.

In migrations each of these fields is a plain `TextField`, so the history of the schema names neither the editor
nor this module. With `translated=True` a field is made for modeltranslation: see `TranslatedColumn`.
"""

import functools
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django_ckeditor_5.fields import CKEditor5Field

from journal.editor import RichTextWidget
from journal.text.sanitize import clean, clean_line, clean_lines


class LanguageCharField(forms.CharField):
    """Form field for text of one language: its control carries `lang`, for spelling checkers and reading voices."""

    def __init__(self, *, language: str = "", **kwargs: Any) -> None:
        self.language = language
        super().__init__(**kwargs)

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """Put `lang` on the control late: modeltranslation's admin replaces the control of a language by a copy."""
        if self.language:
            self.widget.attrs["lang"] = self.language
        return super().get_bound_field(form, field_name)


class TranslatedColumn:
    """What the text fields share: cleaning when saved, the plain shape in migrations, and the empty base column.

    modeltranslation gives a translated field one column per language, a copy of the field that has `language`, and
    keeps the field itself as a column without suffix, filled with whatever language was active at save. A field built
    with `translated=True` that has no `language` is that base: it stores the empty string, always, and is never to be
    read. Absent text is the empty string in the language columns too, unless the field was declared `null`.
    """

    plain_options: tuple[str, ...] = ("profile", "translated", "max_length")
    """Attributes that `clone()` hands on and that no migration mentions."""

    def __init__(self, *args: Any, translated: bool = False, **kwargs: Any) -> None:
        self.translated = translated
        super().__init__(*args, **kwargs)

    def clean_text(self, value: str) -> str:
        """Return `value` as it may be stored. ValueError if it cannot be taken at all."""
        raise NotImplementedError

    @property
    def is_base(self) -> bool:
        """Whether this is the column without suffix of a translated field."""
        return self.translated and not hasattr(self, "language")

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001
        """Return what to store, and leave the same in the instance; ValueError as `clean_text`."""
        value = super().pre_save(model_instance, add)  # type: ignore[misc]
        # The attribute of a base is the active language's, and modeltranslation copies its value to that column when
        # only the base is named in `update_fields`: it must pass here, and becomes '' in `get_db_prep_value`.
        if isinstance(value, str) and not self.is_base:
            value = self.clean_text(value)
            setattr(model_instance, cast(str, self.attname), value)  # type: ignore[attr-defined]
        return value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """Return the database's value: cleaned text, or '' for absent text. ValueError as `clean_text`."""
        if not hasattr(value, "as_sql"):
            declared = getattr(self, "translated_field", self)
            if value is None and not declared.null:
                value = ""
            elif isinstance(value, str) and not self.is_base:
                value = self.clean_text(value)
        return super().get_db_prep_save(value, connection)  # type: ignore[misc]

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002
        """As Django's; a value on its way into the base column, or into a check of its constraint, becomes ''."""
        if self.is_base and not prepared and not hasattr(value, "as_sql"):
            value = ""
        return super().get_db_prep_value(value, connection, prepared)  # type: ignore[misc]

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        """Validate as Django does, then clean; ValidationError carries the reason of a refused text."""
        value = super().clean(value, model_instance)  # type: ignore[misc]
        try:
            return self.clean_text(value) if isinstance(value, str) else value
        except ValueError as refusal:
            raise ValidationError(str(refusal), code="refused") from refusal

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Return the form field, knowing its language where the column has one."""
        kwargs.setdefault("form_class", LanguageCharField)
        if issubclass(kwargs["form_class"], LanguageCharField):
            kwargs.setdefault("language", getattr(self, "language", ""))
            kwargs.setdefault("empty_value", "")
        return cast(forms.Field, super().formfield(**kwargs))  # type: ignore[misc]

    def clone(self) -> Any:
        """Return an unbound copy. Django's way, through `deconstruct`, would forget what migrations need not know."""
        _, _, args, kwargs = cast(Any, self).deconstruct()
        options = {name: getattr(self, name) for name in self.plain_options if hasattr(self, name)}
        return self.__class__(*args, **{**kwargs, **options})

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Describe the column for migrations: a plain text field, whatever cleans it."""
        name, _, args, kwargs = super().deconstruct()  # type: ignore[misc]
        return name, "django.db.models.TextField", args, kwargs


class RichTextField(TranslatedColumn, CKEditor5Field):
    """HTML of one profile of `journal.text.features` ("body" or "note"), written with our editor."""

    def __init__(self, *args: Any, profile: str = "body", **kwargs: Any) -> None:
        self.profile = profile
        super().__init__(*args, **kwargs)

    def clean_text(self, value: str) -> str:
        """Return the HTML with only what the profile allows; see `journal.text.sanitize.clean`."""
        return _clean_once(value, self.profile)

    def get_prep_value(self, value: Any) -> Any:
        """As any text: the package's own version takes a body of one image or one note marker for an empty one."""
        return models.Field.get_prep_value(self, value)

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Return a form field with the editor of the profile and of the column's language."""
        widget = RichTextWidget(self.profile, language=getattr(self, "language", ""))
        return super().formfield(**{"widget": widget, **kwargs})


@functools.lru_cache(maxsize=32)
def _clean_once(html: str, profile: str) -> str:
    """Clean; form, column and database step ask for the same text within one save."""
    return clean(html, profile)


class LineField(TranslatedColumn, models.CharField):  # type: ignore[type-arg]
    """Plain text on one line, such as a title. A text column: the length is a matter of forms, not of the database."""

    def __init__(self, *args: Any, max_length: int = 500, **kwargs: Any) -> None:
        super().__init__(*args, max_length=max_length, **kwargs)

    def clean_text(self, value: str) -> str:
        """Return the text on one line; see `journal.text.sanitize.clean_line`."""
        return clean_line(value)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """As the others, without the length: changing it needs no migration."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("max_length", None)
        return name, path, args, kwargs

    def get_internal_type(self) -> str:
        """Stored as text."""
        return "TextField"


class LinesField(TranslatedColumn, models.TextField):  # type: ignore[type-arg]
    """Plain text that may run over several lines, such as a standfirst."""

    def clean_text(self, value: str) -> str:
        """Return the text with tidy lines; see `journal.text.sanitize.clean_lines`."""
        return clean_lines(value)
