"""A small page with the editor on it, under the desk's address and so under the desk's security policy."""

from pathlib import Path

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.templatetags.static import static
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from journal.editor import RichTextWidget

HERE = Path(__file__).parent
POSTED: dict[str, str] = {}
"""What the last form brought."""
START: dict[str, str] = {}
"""The text the page opens with."""


class NoteForm(forms.Form):
    """One footnote, as the desk's form has it."""

    key = forms.CharField(widget=forms.TextInput({"data-note-key": True}))
    text = forms.CharField(widget=RichTextWidget("note", language="hy"))


NoteForms = forms.formset_factory(NoteForm, extra=0)


@csrf_exempt
def show_page(request: HttpRequest) -> HttpResponse:
    """Show one form, or take it. `?texts=n` gives n texts, `?notes=n` a formset of n notes, `?attribute=name` sets one.

    `?language` is that of the text, `?interface` that of the person, `?article` the piece.
    """
    if request.method == "POST":
        POSTED.clear()
        POSTED.update(request.POST.items())
        icon = f'<link rel="icon" href="{static("press/icon.svg")}">'
        return HttpResponse(f"<!doctype html><html lang=en><title>Saved</title>{icon}<h1>Saved</h1>")
    attributes = dict.fromkeys(request.GET.getlist("attribute"), True)
    profile = request.GET.get("profile", "body")
    form = forms.Form(initial=START)
    for number in range(int(request.GET.get("texts", 1))):
        widget = RichTextWidget(profile, language=request.GET.get("language", "hy"), attrs=attributes)
        form.fields["body" if number == 0 else f"text{number}"] = forms.CharField(widget=widget, required=False)
    old_notes = [{"key": "old", "text": "<p>Old.</p>"}] * int(request.GET.get("notes", 0))
    notes = NoteForms(prefix="notes", initial=old_notes) if "notes" in request.GET else None
    engine = Engine(dirs=[str(HERE)])
    context = {
        "form": form,
        "notes": notes,
        "row_template": "row.html",
        "icon": static("press/icon.svg"),
        "notes_scripts": [static(f"desk/notes/{name}.js") for name in ("rows", "pane", "start")],
        "article": request.GET.get("article", "7"),
        "language": request.GET.get("language", "hy"),
    }
    with translation.override(request.GET.get("interface", "en")):
        return HttpResponse(engine.get_template("page.html").render(Context(context)))
