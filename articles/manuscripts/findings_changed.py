"""The sentences of the report on a manuscript for what was changed or guessed, by the code of a finding."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

CHANGED: dict[str, object] = {
    "no-title": _("No title was found: no paragraph has the style Title, and no heading stands alone on top."),
    "no-subtitle": _("No subtitle was found: a subtitle is a paragraph in the style Subtitle."),
    "no-standfirst": _("No standfirst was found: write it in the editor, or give it the style Standfirst."),
    "title-heading": _("The only heading of the first level was taken for the title."),
    "title-bold": _("The first paragraph, short and bold, was taken for the title."),
    "title-twice": ngettext_lazy(
        "%(count)d further paragraph in the style Title became a heading.",
        "%(count)d further paragraphs in the style Title became headings.",
        "count",
    ),
    "subtitle-twice": ngettext_lazy(
        "%(count)d further paragraph in the style Subtitle became a heading.",
        "%(count)d further paragraphs in the style Subtitle became headings.",
        "count",
    ),
    "heading-deep": _("The headings have more than two levels: the highest is kept, all others became the second."),
    "heading-number": ngettext_lazy(
        "%(count)d heading was numbered by the word processor: its number is not in the text.",
        "%(count)d headings were numbered by the word processor: their numbers are not in the text.",
        "count",
    ),
    "list-number": ngettext_lazy(
        "%(count)d list was counted with letters, Roman numerals or words; it is counted with figures now.",
        "%(count)d lists were counted with letters, Roman numerals or words; they are counted with figures now.",
        "count",
    ),
    "typed-mark": ngettext_lazy(
        "%(count)d raised number may be the mark of a footnote somebody typed; it was left text.",
        "%(count)d raised numbers may be the marks of footnotes somebody typed; they were left text.",
        "count",
    ),
    "bold-line": ngettext_lazy(
        "%(count)d short bold paragraph may be meant as a heading; it was left a paragraph.",
        "%(count)d short bold paragraphs may be meant as headings; they were left paragraphs.",
        "count",
    ),
    "inserted": ngettext_lazy(
        "%(count)d tracked insertion was taken over as text.",
        "%(count)d tracked insertions were taken over as text.",
        "count",
    ),
    "moved": ngettext_lazy(
        "%(count)d passage with a tracked move stands where it was moved to.",
        "%(count)d passages with tracked moves stand where they were moved to.",
        "count",
    ),
    "format-changes": ngettext_lazy(
        "%(count)d tracked change of formatting was taken as made.",
        "%(count)d tracked changes of formatting were taken as made.",
        "count",
    ),
    "marker-in-head": ngettext_lazy(
        "%(count)d footnote of the title, standfirst or authors is now cited at the end of the first paragraph.",
        "%(count)d footnotes of the title, standfirst or authors are now cited at the end of the first paragraph.",
        "count",
    ),
    "marker-in-caption": ngettext_lazy(
        "%(count)d caption or credit had a footnote, which is now cited below the image.",
        "%(count)d captions or credits had footnotes, which are now cited below the images.",
        "count",
    ),
    "note-cited-again": ngettext_lazy(
        "A footnote is cited again in %(count)d place.",
        "Footnotes are cited again in %(count)d places.",
        "count",
    ),
    "note-flattened": ngettext_lazy(
        "%(count)d heading, list, quote or table within a footnote became plain paragraphs.",
        "%(count)d headings, lists, quotes or tables within footnotes became plain paragraphs.",
        "count",
    ),
    "note-empty": ngettext_lazy("%(count)d footnote has no text.", "%(count)d footnotes have no text.", "count"),
    "text-box": ngettext_lazy(
        "The text of %(count)d text box follows the paragraph it was anchored in.",
        "The texts of %(count)d text boxes follow the paragraphs they were anchored in.",
        "count",
    ),
    "table-of-one": ngettext_lazy(
        "%(count)d table of a single cell became plain paragraphs.",
        "%(count)d tables of a single cell became plain paragraphs.",
        "count",
    ),
    "table-in-table": ngettext_lazy(
        "%(count)d table within a table became plain paragraphs.",
        "%(count)d tables within tables became plain paragraphs.",
        "count",
    ),
    "ruby": ngettext_lazy(
        "%(count)d reading aid above the text was left out, the text was kept.",
        "%(count)d reading aids above the text were left out, the text was kept.",
        "count",
    ),
    "field-cross": ngettext_lazy(
        "%(count)d cross-reference stands as plain text: check that it is still right.",
        "%(count)d cross-references stand as plain text: check that they are still right.",
        "count",
    ),
    "field-citation": ngettext_lazy(
        "%(count)d citation of a reference manager stands as plain text.",
        "%(count)d citations of a reference manager stand as plain text.",
        "count",
    ),
    "field-other": ngettext_lazy(
        "The result of %(count)d field of Word stands as plain text.",
        "The results of %(count)d fields of Word stand as plain text.",
        "count",
    ),
    "underline": ngettext_lazy(
        "%(count)d underlined passage is no longer underlined.",
        "%(count)d underlined passages are no longer underlined.",
        "count",
    ),
    "strike": ngettext_lazy(
        "%(count)d passage was struck through by hand: its words are in the text.",
        "%(count)d passages were struck through by hand: their words are in the text.",
        "count",
    ),
    "capitals": ngettext_lazy(
        "%(count)d passage in small or all capitals is in ordinary letters.",
        "%(count)d passages in small or all capitals are in ordinary letters.",
        "count",
    ),
    "highlight": ngettext_lazy(
        "%(count)d highlighted passage is no longer highlighted.",
        "%(count)d highlighted passages are no longer highlighted.",
        "count",
    ),
    "page-break": ngettext_lazy("%(count)d page break was dropped.", "%(count)d page breaks were dropped.", "count"),
    "link-inside": ngettext_lazy(
        "%(count)d link to another place of the file is now plain text.",
        "%(count)d links to other places of the file are now plain text.",
        "count",
    ),
    "link-refused": ngettext_lazy(
        "%(count)d link leads nowhere a reader can go; its words were kept.",
        "%(count)d links lead nowhere a reader can go; their words were kept.",
        "count",
    ),
    "field-outside": ngettext_lazy(
        "%(count)d field refers to another file, which was not opened; what it showed last stands as text.",
        "%(count)d fields refer to other files, which were not opened; what they showed last stands as text.",
        "count",
    ),
    "notes-recognised": ngettext_lazy(
        "%(count)d footnote was recognised by its text and keeps its key.",
        "%(count)d footnotes were recognised by their texts and keep their keys.",
        "count",
    ),
    "notes-paired": ngettext_lazy(
        "%(count)d footnote was paired in order with the source: check it.",
        "%(count)d footnotes were paired in order with those of the source: check them.",
        "count",
    ),
    "notes-uneven": _("The file and the source have different numbers of footnotes: check every pair."),
    "notes-own": ngettext_lazy(
        "%(count)d footnote the source does not have becomes a translator's note.",
        "%(count)d footnotes the source does not have become translator's notes.",
        "count",
    ),
    "notes-dropped": ngettext_lazy(
        "%(count)d footnote of the present text is not cited in this one; it is kept below the text.",
        "%(count)d footnotes of the present text are not cited in this one; they are kept below the text.",
        "count",
    ),
    "keeps-title": _("The title stays as it is in the journal."),
    "keeps-subtitle": _("The subtitle stays as it is in the journal."),
    "keeps-standfirst": _("The standfirst stays as it is in the journal."),
}
