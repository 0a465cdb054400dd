"""What can be wrong with one field: how to break the small journal, and what must be said about it."""

from collections.abc import Callable
from typing import Any

Change = Callable[[dict[str, Any]], object]

NO_ID = "This must be a whole number from 1 to 100000000000000000."
NO_MOMENT = "This must be a moment with its offset, such as 2026-03-01T12:00:00+00:00."
NO_DAY = "This must be a date such as 2026-03-01."
NOT_STORABLE = "This holds a character that cannot be stored (NUL, or half of a pair)."
NOT_CLEANABLE = "This text is too long or too deeply nested to be stored."
NO_KIND = "“joke” is none of: reference, remark, editor, translator."
NOT_FOR_TRANSLATIONS = "A translation adds translator's or editor's notes only."
TWICE = "There is another version in this language."
MISSING = object()


def put(path: str, value: object) -> Change:
    """Return a change that sets one field, such as `versions.0.stage`; MISSING takes it away."""

    def change(line: dict[str, Any]) -> None:
        *way, last = [int(part) if part.isdecimal() else part for part in path.split(".")]
        target: Any = line
        for part in way:
            target = target[part]
        if value is MISSING:
            del target[last]
        elif isinstance(target, list) and last == len(target):
            target.append(value)
        else:
            target[last] = value

    return change


def planned(**fields: object) -> dict[str, object]:
    """Return a planned German version."""
    return {"language": "de", "stage": "planned", "translated_from": "hy", **fields}


REVISION = {"number": 2, "title": "T", "body": "B", "made_at": "2026-03-01T12:00:00Z"}
RELEASED = {"significance": "typo", "released_at": "2026-03-02T12:00:00Z"}
WITHDRAWAL = {"at": "2026-04-01T00:00:00Z", "revision": None, "reason": "An error."}

FAULTS: list[tuple[str, Change, str, str]] = [
    # The form of single values
    ("people", put("id", "5"), "id", NO_ID),
    ("people", put("id", 0), "id", NO_ID),
    ("people", put("id", 5.0), "id", NO_ID),
    ("people", put("id", True), "id", NO_ID),
    ("people", put("id", 2**63), "id", NO_ID),
    ("people", put("id", 10**17 + 1), "id", NO_ID),
    ("people", put("slug", ""), "slug", "This must not be empty."),
    ("people", put("slug", "a b"), "slug", "“a b” does not have the form that is asked for."),
    ("people", put("slug", MISSING), "slug", "This field is missing."),
    ("people", put("born", 1970), "born", "There is no such field."),
    ("people", put("\x1b[2J", 1), "\\x1b[2J", "There is no such field."),
    ("people", put("name", "Anna"), "name", "This must be an object."),
    ("people", put("name", {"fr": "Anne"}), "name.fr", "“fr” is none of: hy, be, ka, ro, en, de, ru."),
    ("people", put("name", {"en": None}), "name.en", "This must be text."),
    (
        "people",
        put("bio", {"en": "a\0b"}),
        "bio.en",
        NOT_STORABLE,
    ),
    ("people", put("given_name", "x" * 101), "given_name", "This is longer than 100 characters."),
    ("people", put("orcid", "123"), "orcid", "“123” does not have the form that is asked for."),
    (
        "people",
        put("website", "javascript:alert(1)"),
        "website",
        "“javascript:alert(1)” is not an address that begins with http or https.",
    ),
    ("people", put("portrait", "people/none.png"), "portrait", "There is no such file in the folder “media”."),
    ("images", put("file", ""), "file", "This must not be empty."),
    ("images", put("file", "../x.png"), "file", "“../x.png” does not have the form that is asked for."),
    ("images", put("file", "/etc/x.png"), "file", "“/etc/x.png” does not have the form that is asked for."),
    ("images", put("file", "images/x.svg"), "file", "“images/x.svg” does not have the form that is asked for."),
    ("pages", put("key", "home"), "key", "“home” is none of: about, imprint, privacy, accessibility."),
    ("articles", put("original_language", "fr"), "original_language", "“fr” is none of: hy, be, ka, ro, en, de, ru."),
    ("articles", put("working_title", " "), "working_title", "This must not be empty."),
    ("articles", put("shelved", 1), "shelved", "This must be true or false."),
    ("articles", put("topics", 6), "topics", "This must be a list."),
    ("articles", put("texts.hy.lead", "x"), "texts.hy.lead", "There is no such field."),
    (
        "articles",
        put("texts.hy.body", "<blockquote>" * 101),
        "texts.hy.body",
        NOT_CLEANABLE,
    ),
    ("articles", put("texts.hy.title", "x" * 250_001), "texts.hy.title", "This is longer than 250000 characters."),
    ("articles", put("notes.0.key", "A-1"), "notes[0].key", "“A-1” does not have the form that is asked for."),
    (
        "articles",
        put("notes.0.kind", "joke"),
        "notes[0].kind",
        NO_KIND,
    ),
    (
        "articles",
        put("versions.0.stage", "ready"),
        "versions[0].stage",
        "“ready” is none of: planned, draft, in_review, returned, approved, done.",
    ),
    (
        "articles",
        put("credits.0.role", "king"),
        "credits[0].role",
        "“king” is none of: author, translator, translation_editor, translation_reviewer, editor, photographer.",
    ),
    ("articles", put("credits.0.position", -1), "credits[0].position", "This must be a whole number from 0 to 32767."),
    (
        "articles",
        put("versions.1.due_on", "2026-02-30"),
        "versions[1].due_on",
        NO_DAY,
    ),
    ("articles", put("versions.1.due_on", 20260301), "versions[1].due_on", NO_DAY),
    ("articles", put("versions.1.based_on", "hy 1"), "versions[1].based_on", "This must be a list of two."),
    (
        "articles",
        put("versions.0.revisions.0.made_at", "2026-03-01T12:00:00"),
        "versions[0].revisions[0].made_at",
        NO_MOMENT,
    ),
    (
        "articles",
        put("versions.0.revisions.0.made_at", "0001-01-01T00:00:00+14:00"),
        "versions[0].revisions[0].made_at",
        NO_MOMENT,
    ),
    (
        "articles",
        put("versions.0.revisions.0.made_at", "2026-03-01T12:00:00+99:99"),
        "versions[0].revisions[0].made_at",
        NO_MOMENT,
    ),
    (
        "articles",
        put("versions.0.revisions.0.images", {"../7": {"alt": "", "caption": ""}}),
        "versions[0].revisions[0].images.../7",
        "“../7” does not have the form that is asked for.",
    ),
    (
        "articles",
        put("log", [{"language": "hy", "act": "save", "at": "2026-03-01T12:00:00Z", "details": {"n": 0.5}}]),
        "log[0].details.n",
        "This must be a whole number from -9007199254740991 to 9007199254740991.",
    ),
    (
        "articles",
        put("log", [{"language": "hy", "act": "sing", "at": "2026-03-01T12:00:00Z"}]),
        "log[0].act",
        "“sing” is none of: plan, assign, start, save, waive, submit, return, approve, publish, schedule, unschedule, "
        "release, checked, drop, withdraw, reinstate, roll_back, reclassify, adopt, claim, decline, hand_over, shelve, "
        "unshelve, relabel, dismiss.",
    ),
    # What refers to what
    ("articles", put("topics", [6, 66]), "topics[1]", "There is no such topic in “topics.jsonl”."),
    ("articles", put("topics", [6, 6]), "topics[1]", "This topic is named twice."),
    ("articles", put("lead_image", 77), "lead_image", "There is no such image in “images.jsonl”."),
    (
        "articles",
        put("versions.0.revisions.0.lead_image", 77),
        "versions[0].revisions[0].lead_image",
        "There is no such image in “images.jsonl”.",
    ),
    (
        "articles",
        put("first_published_url", "ftp://other.example/"),
        "first_published_url",
        "“ftp://other.example/” is not an address that begins with http or https.",
    ),
    ("articles", put("credits.0.person", 55), "credits[0].person", "There is no such person in “people.jsonl”."),
    (
        "articles",
        put("versions.1.credits.0.person", 55),
        "versions[1].credits[0].person",
        "There is no such person in “people.jsonl”.",
    ),
    # The tree of versions
    ("articles", put("original_language", "ru"), "original_language", "There is no version in this language."),
    (
        "articles",
        put("versions.2", planned(language="en")),
        "versions[2].language",
        TWICE,
    ),
    (
        "articles",
        put("versions.0.translated_from", "en"),
        "versions[0].translated_from",
        "The original is not translated from anything.",
    ),
    (
        "articles",
        put("versions.2", planned(translated_from=None)),
        "versions[2].translated_from",
        "A translation must say what it is translated from.",
    ),
    (
        "articles",
        put("versions.2", planned(translated_from="ru")),
        "versions[2].translated_from",
        "There is no version in this language.",
    ),
    (
        "articles",
        put("versions.2", planned(translated_from="de")),
        "versions[2].translated_from",
        "These versions are translated from each other in a circle, and none from the original.",
    ),
    # Stages
    (
        "articles",
        put("versions.0", {"language": "hy", "stage": "planned"}),
        "versions[0].stage",
        "An original begins as a draft; it is never only planned.",
    ),
    (
        "articles",
        put("versions.2", planned(based_on=["hy", 1])),
        "versions[2].based_on",
        "Of a version that is only planned nothing has been written yet.",
    ),
    (
        "articles",
        put("versions.1.based_on", None),
        "versions[1].based_on",
        "A translation that has been started must name the revision it is based on.",
    ),
    ("articles", put("versions.1.based_on", ["hy", 2]), "versions[1].based_on", "There is no such revision."),
    (
        "articles",
        put("versions.1.based_on", ["en", 1]),
        "versions[1].based_on",
        "This is not a revision of the version it is translated from.",
    ),
    (
        "articles",
        put("versions.1.stage", "in_review"),
        "versions[1].revisions",
        "A version at this stage has at least one revision.",
    ),
    (
        "articles",
        put("versions.0.publications", []),
        "versions[0].publications",
        "A version that is done has been published or scheduled.",
    ),
    # Texts and notes
    (
        "articles",
        put("texts.de", {"title": "Die Stadt"}),
        "texts.de",
        "There is text in a language that has no version, or one that is only planned.",
    ),
    (
        "articles",
        put("notes.0.added_in", "de"),
        "notes[0].added_in",
        "There is no version in this language, or it is only planned.",
    ),
    (
        "articles",
        put("notes.0.added_in", "en"),
        "notes[0].kind",
        NOT_FOR_TRANSLATIONS,
    ),
    (
        "articles",
        put("notes.1", {"key": "a", "kind": "remark", "added_in": "hy"}),
        "notes[1].key",
        "There is another note with this key.",
    ),
    # Revisions
    (
        "articles",
        put("versions.0.revisions.1", {**REVISION, "number": 3}),
        "versions[0].revisions[1].number",
        "Revisions are numbered 1, 2, 3 and so on, in this order.",
    ),
    (
        "articles",
        put("versions.0.revisions.1", {**REVISION, "significance": "typo"}),
        "versions[0].revisions[1].significance",
        "A revision has a significance exactly if it has been released.",
    ),
    (
        "articles",
        put("versions.1.revisions", [{**REVISION, "number": 1}]),
        "versions[1].revisions[0].based_on",
        "A revision of a translation must name the revision it is based on.",
    ),
    # Publications
    (
        "articles",
        put("versions.0.publications.0.revision", 9),
        "versions[0].publications[0].revision",
        "This version has no such revision.",
    ),
    (
        "articles",
        put("versions.0.publications.1", {**WITHDRAWAL, "reason": " "}),
        "versions[0].publications[1].reason",
        "A withdrawal must give a public reason.",
    ),
    (
        "articles",
        put("versions.0.publications.0.reason", "Why not"),
        "versions[0].publications[0].reason",
        "Only a withdrawal has a public reason.",
    ),
    (
        "articles",
        put("versions.0.publications.1", {**WITHDRAWAL, "cancelled_at": WITHDRAWAL["at"]}),
        "versions[0].publications[1].cancelled_at",
        "A publication can be cancelled only before its moment.",
    ),
    (
        "articles",
        put("versions.0.publications.1", {"at": "2025-01-01T00:00:00Z", "revision": 1}),
        "versions[0].publications[1].at",
        "Publications stand in the order of their moments.",
    ),
    (
        "articles",
        put("versions.0.publications", [WITHDRAWAL, {"at": "2026-05-01T00:00:00Z", "revision": 1}]),
        "versions[0].publications[0].revision",
        "What has not been published cannot be withdrawn.",
    ),
    (
        "articles",
        put("versions.0.waivers.1", {"problem": "a", "reason": "c", "at": "2026-03-01T12:00:00Z"}),
        "versions[0].waivers[1].problem",
        "This problem is waived twice.",
    ),
    # The log
    (
        "articles",
        put("log", [{"language": "de", "act": "plan", "at": "2026-03-01T12:00:00Z"}]),
        "log[0].language",
        "There is no version in this language; an entry about a plan that was given up is marked “dropped”.",
    ),
]
