"""The notes of one language's text as rows of a form: key, kind, text; and beside them the source's note.

Rows are matched by key, never by place, so that a note somebody else has added meanwhile moves nothing.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.translation import gettext_lazy as _

from articles.choices import NOTES_OF_ONE_LANGUAGE, NoteKind
from articles.desk.texts import TOO_LONG
from articles.models import Footnote, LanguageVersion, Revision
from articles.texts import KEY, new_key
from journal.columns import columns, read
from journal.editor import RichTextWidget
from journal.text.footnotes import cited_keys
from journal.text.sanitize import TextRefused, clean

MOST_NOTES = 300


@dataclass(frozen=True)
class StoredNote:
    """A note as it is now, in the language of the form."""

    key: str
    kind: str
    html: str
    is_own: bool
    """Whether this language added it, and so decides its kind."""


class NoteForm(forms.Form):
    """One row. A new row may leave the key empty: it is given one."""

    key = forms.CharField(
        label=_("Key"),
        required=False,
        max_length=32,
        widget=forms.TextInput(attrs={"data-note-key": "", "autocomplete": "off", "spellcheck": "false"}),
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(
        self,
        *args: Any,
        version: LanguageVersion,
        known: dict[str, StoredNote],
        sees_html: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        self.known = known
        language = version.language
        kinds = NoteKind.choices if version.is_original else [(k.value, k.label) for k in NOTES_OF_ONE_LANGUAGE]
        note = self.note
        if note is not None:
            self.fields["key"].widget.attrs["readonly"] = True
            if not note.is_own:
                kinds = [(note.kind, NoteKind(note.kind).label)]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["kind"].initial = kinds[-1][0] if not version.is_original else NoteKind.REFERENCE
        self.fields["text"] = forms.CharField(
            label=_("Text"), required=False, widget=RichTextWidget("note", language=language)
        )
        self.fields["text"].widget.source = sees_html

    @property
    def note(self) -> StoredNote | None:
        """The stored note this row is about, None for a new one."""
        key = self.data.get(self.add_prefix("key")) if self.is_bound else self.initial.get("key")
        return self.known.get(key or "")

    @property
    def is_blank(self) -> bool:
        """Whether it is a row for a new note nobody has typed into."""
        typed = self.is_bound and any(self.data.get(self.add_prefix(name)) for name in ("key", "text"))
        return self.note is None and not typed

    def clean_key(self) -> str:
        """Check the form of the key."""
        key: str = self.cleaned_data["key"]
        if key and not KEY.fullmatch(key):
            raise forms.ValidationError(_("A footnote key is made of small Latin letters and digits."))
        return key

    def clean_text(self) -> str:
        """Clean the text as the column will."""
        try:
            return clean(self.cleaned_data["text"], "note")
        except TextRefused as refusal:
            raise forms.ValidationError(TOO_LONG, code="refused") from refusal

    def clean(self) -> dict[str, Any]:
        """Give a text without a key one."""
        data = self.cleaned_data
        if data.get("text") and not data.get("key") and "key" not in self.errors:
            data["key"] = new_key()
        return data


class BaseNoteFormSet(forms.BaseFormSet):
    """The rows of one version."""

    def __init__(
        self,
        data: Any = None,
        *args: Any,
        version: LanguageVersion,
        notes: list[StoredNote],
        sees_html: bool = False,
        **kwargs: Any,
    ) -> None:
        self.known = {note.key: note for note in notes}
        rows = [{"key": note.key, "kind": note.kind, "text": note.html} for note in notes]
        form_kwargs = {"version": version, "known": self.known, "sees_html": sees_html}
        data = self._with_what_is_stored(data)
        super().__init__(data, *args, initial=rows, prefix="note", form_kwargs=form_kwargs, **kwargs)

    def _with_what_is_stored(self, data: Any) -> Any:
        """Return what was posted, with kind and text of the rows that came without: they stay as they are."""
        if data is None:
            return None
        filled = data.copy()
        for name, key in data.items():
            if name.startswith("note-") and name.endswith("-key") and key in self.known:
                filled.setdefault(name.removesuffix("key") + "kind", self.known[key].kind)
                filled.setdefault(name.removesuffix("key") + "text", self.known[key].html)
        return filled

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Only a stored note of this language can be asked to go."""
        super().add_fields(form, index)
        note = form.note  # type: ignore[attr-defined]
        if DELETION_FIELD_NAME in form.fields:
            form.fields[DELETION_FIELD_NAME].label = _("Delete")
            if note is None or not note.is_own:
                del form.fields[DELETION_FIELD_NAME]

    def _should_delete_form(self, form: forms.Form) -> bool:
        return bool(form.cleaned_data.get(DELETION_FIELD_NAME, False))

    def clean(self) -> None:
        """Refuse a key that stands in two rows, at the later one."""
        seen: set[str] = set()
        for form in self.forms:
            key = form.cleaned_data.get("key") if hasattr(form, "cleaned_data") else ""
            if key in seen and key:
                form.add_error("key", _("Another row has this key already."))
            seen.add(key or "")

    def changed_notes(self) -> dict[str, dict[str, str]]:
        """Return what `workflow.apply(SAVE)` takes as `notes`: the rows that differ from what is stored."""
        changed = {}
        for form in self.forms:
            data = form.cleaned_data
            key = data.get("key")
            if not key or data.get(DELETION_FIELD_NAME):
                continue
            note = self.known.get(key)
            if note is None or (data["text"], data["kind"] or note.kind) != (note.html, note.kind):
                changed[key] = {"kind": data["kind"], "html": data["text"]}
        return changed

    def removed_notes(self) -> tuple[str, ...]:
        """Return the keys of the rows that are to go."""
        rows = [form.cleaned_data for form in self.forms]
        return tuple(row["key"] for row in rows if row.get(DELETION_FIELD_NAME) and row.get("key") in self.known)


NoteFormSet = forms.formset_factory(
    NoteForm, formset=BaseNoteFormSet, extra=3, can_delete=True, max_num=MOST_NOTES, absolute_max=MOST_NOTES + 150
)


def read_notes(version: LanguageVersion, body: str, source: Revision | None) -> list[StoredNote]:
    """Return the notes the form shows, in the order of `body`, then of the source, then of the rows. One query.

    For an original: those it added, cites or has a text for. For a translation: those of `source` that are not a
    translator's or editor's own of that language, and those it added or cites itself.
    """
    language = version.language
    rows = Footnote.objects.filter(article_id=version.article_id).only(
        "key", "kind", "added_in", *columns(["text"], language)
    )
    found = {row.key: row for row in rows.order_by("pk")}
    cited = [key for key in dict.fromkeys(cited_keys(body)) if key in found]
    offered = [
        key for key, note in (source.notes if source else {}).items() if note["kind"] not in NOTES_OF_ONE_LANGUAGE
    ]
    if source is not None:
        offered = [key for key in dict.fromkeys(cited_keys(source.body)) if key in offered]
    own = [key for key, row in found.items() if row.added_in == language or read(row, "text", language)]
    return [
        StoredNote(key, found[key].kind, read(found[key], "text", language), found[key].added_in == language)
        for key in dict.fromkeys([*cited, *offered, *own])
        if key in found
    ]
