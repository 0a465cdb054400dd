"""Whether a note stops in the middle: by where it ends, and by what was left to do in it.

The references of one note are in several languages, so the words of all are looked for in each. Signs and words count
after a mark: "Berlin 1990, S." is cut off, "Berlin 1990, 300 S." is not.
"""

import re

_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_AROUND = re.compile(rf"\A[\s{_INVISIBLE}]+|(?<![\s{_INVISIBLE}])[\s{_INVISIBLE}]+\Z")
_TAIL = 100
"""Characters at the end within which signs and words are looked for."""

_PROMISES = re.compile(r"(?:[,:;·،՝`=\-‐‑֊–—/&(\[{„‚]|__)\Z")
"""Marks that promise more. The Armenian full stop ։ is none of them, its comma-like ՝ (also typed `) is."""
_ADDRESS = re.compile(
    r"(?:https?://|www\.|\bdoi:\s?10\.|\b[\w-]+\.[a-z]{2,10}/)[^\s<>«»„“”]*[^\s<>«»„“”,;:(\[{]\Z", re.I
)
"""An address may end in a slash or a hyphen."""
_CUT_ADDRESS = re.compile(r"(?:https?:/{0,2}(?:www\.?)?|\bdoi(?:\.org/?)?:?\s*(?:10\.?[0-9]*/?)?)[)\]]?\Z", re.I)

_MARK = r"(?:\A|[,;:.)\]»“”\"…–—։՝․]\s+(?<!\b[^\W\d_]\.\s))"
"""Before a sign: the start or a mark, but no initial, nor "o. S.", "n. p.", «т. д.»."""
_END = r"[.․]?[\s:։)\]]*\Z"
_SIGNS = "|".join(
    (
        *("S", "pp?", "pag", "vols?", "Bde?", "N[or]", "n[or]", "nos", "Kap", "ch", "chap", "cap", "fols?", "Bl"),
        *("сс?", "стар", "стр", "тт?", "кн", "вып", "гл", "лл?", "раздз", "оп", "арк"),
        *("էջ", "էջեր", "հտ?", "գլ", "გვ", "ტ", "ნაკვ"),
    )
)
_CAPITAL_SIGNS = "|".join(
    ("Pp?", "Vol", "Pag", "Ch", "Cap", "Fol", "[СТЛ]", "Стр", "Стар", "Кн", "Вып", "Гл", "Оп", "Арк", "Հտ?")
)
"""As they begin a sentence, where a comma would go before a person's initial."""
_UNKNOWN = r"(?:\?|…|\.\.\.|_+|0{2,}|#+|\bTK|\bTBD|\b[Nn]{2}|\b[Xx]y|\bXY)"
_CUT_SIGN = re.compile(
    rf"{_MARK}(?:{_SIGNS}){_END}"
    rf"|(?:\A|[.)\]»“”]\s(?<!\b[^\W\d_]\.\s))(?:{_CAPITAL_SIGNS}){_END}"
    rf"|(?:№№?|§§?|(?<!\S)#){_END}"
    rf"|(?<!\w)(?:{_SIGNS}|{_CAPITAL_SIGNS})[.․]?\s?{_UNKNOWN}(?:[-–—]{_UNKNOWN})?[.․\s:։)\]]*\Z"
)
_ORDINAL = re.compile(r"[0-9]\.\s+(?:Bde?|Kap|Bl|vols?|cap)[.\s)\]]*\Z")

_SEE = "|".join(
    (
        r"see|see also|see e\.\s?g|compare|cf|siehe|siehe auch|siehe z\.\s?B|s|s\. auch|vergleiche|vgl|vgl\. auch",
        r"vezi|vezi și|a se vedea|a se vedea și|cf\. și|см|см\. также|см\. тж|см\. напр|смотри|ср|ср\. также|сравни",
        r"гл|гл\. таксама|глядзі|глядзі таксама|пар|параўн|параўнай|տե[՛']?ս|տե[՛']?ս նաև|տ",
        r"հմմտ|հմմտ\. նաև|համեմատի՛?ր",
        r"იხ|იხილეთ|იხილე|იხ\. აგრეთვე|იხ\. ასევე|აგრეთვე იხ|შდრ|შეადარეთ",
    )
)
_CUT_WORD = re.compile(
    rf"(?:{_MARK}|[(\[])(?i:{_SEE}){_END}|\b(?:cf|vgl|см|ср|հմմտ|იხ|შდრ)[.․]\Z"
    r"|\b(?:siehe|vezi|см|глядзі|տե[՛']?ս)\Z|\b(?:see also|siehe auch|vezi și|(?:см|ср)\. также|гл\. таксама)[.]?\Z"
    r"|\bտե[՛']?ս նաև[.։]?\Z"
    r"|[\w.,)»”“’]\s+(?:and|or|of|by|in|with|the|an|quoted in"
    r"|und|oder|sowie|mit|von|vom|și|sau|de|din|în|cu"
    r"|и|і|или|из|або|паводле"
    r"|և|եւ|ու|կամ|ըստ|და|ან)\Z|[^\W\d]\s+[висіузў]\Z"
    r"|\b(?:zit(?:iert|\.) nach|hrsg\. v\.|ed(?:ited|\.) by|cit(?:at|\.) după|apud|цит(?:ируется|\.) по|под ред\."
    r"|пер\. [сз]|цыт(?:уецца|\.) паводле|пад рэд\.)\Z"
)

_LEFT_TO_DO = re.compile(
    r"\b(?:TODO|FIXME|TBD)\b|\b[XХ]{4,}\b|\b[xх]{4,}\b|\A\W*(?i:todo|fixme|tbd|xxx|ххх)\s?[:–—]"
    r"|\[(?:XXX|ХХХ)\]\W*\Z|\A\W*(?i:todo|fixme|tbd|tbc|tba|tk|xxx|ххх)\W*\Z"
)
_WORDS_LEFT = {
    "en": (
        r"(?:citation|source|reference|page|page number|year|link) (?:missing|needed)",
        r"to be (?:added|checked|completed|confirmed)",
        r"(?:add|check|find|insert)(?: the)? (?:source|page|page number|reference|year|link|quotation)",
        r"(?:source|page|reference|year|which page|which edition)\s?\?",
    ),
    "de": (
        r"(?:Quelle|Quellenangabe|Beleg|Nachweis|Seite|Seitenzahl|Jahr|Fundstelle|Stelle|Link)(?: noch)? "
        r"(?:fehlt|folgt|ergänzen|prüfen|nachtragen|suchen|einfügen|klären)",
        r"(?:noch )?(?:zu )?(?:ergänzen|prüfen|überprüfen|nachtragen|klären)",
        r"wird (?:noch )?(?:ergänzt|nachgetragen|geprüft)",
        r"(?:Quelle|Beleg|Nachweis|Seite|Seitenzahl|Jahr|welche Seite)\s?\?",
    ),
    "ro": (
        r"de (?:completat|verificat|adăugat|căutat|precizat)",
        r"(?:sursa|pagina|anul|referința) (?:lipsește|de verificat|de completat)",
        r"lipsește (?:sursa|pagina|anul|referința)|necesită (?:citare|sursă)",
        r"(?:adaugă|verifică|caută) (?:sursa|pagina|anul)|(?:sursa|pagina|anul|ce pagină)\s?\?",
    ),
    "ru": (
        r"(?:источник|страницу|год|ссылку|цитату|издание) (?:добавить|уточнить|проверить|вставить|дописать|найти)",
        r"(?:добавить|уточнить|проверить|вставить|дописать|найти) (?:источник|страницу|год|ссылку|цитату|издание)",
        r"уточнить|проверить|дописать|нужна ссылка|нужен источник|нет источника",
        r"(?:источник|страница|год|какая страница|откуда)\s?\?",
    ),
    "be": (
        r"(?:крыніцу|старонку|год|спасылку|цытату|выданне) (?:дадаць|удакладніць|праверыць|уставіць|дапісаць|знайсці)",
        r"(?:дадаць|удакладніць|праверыць|уставіць|дапісаць|знайсці) (?:крыніцу|старонку|год|спасылку|цытату|выданне)",
        r"удакладніць|праверыць|дапісаць|патрэбна (?:крыніца|спасылка)|няма крыніцы",
        r"(?:крыніца|старонка|год|якая старонка|адкуль)\s?\?",
    ),
    "hy": (
        r"(?:աղբյուր|էջ|տարեթիվ|հղում|մեջբերում)(?:ը|ն)? (?:ավելացնել|ստուգել|ճշտել|լրացնել|գտնել|պակասում է)",
        r"(?:ավելացնել|ստուգել|ճշտել|լրացնել|գտնել) (?:աղբյուր|էջ|տարեթիվ|հղում|մեջբերում)(?:ը|ն)?",
        r"ստուգել|ճշտել|լրացնել|աղբյու՞րը?|աղբյուրը՞|է՞ջը?|էջը՞|ո՞ր էջ(?:ը|ում)?|որտեղի՞ց|տարեթի՞վը?",
    ),
    "ka": (
        r"(?:წყარო|გვერდი|წელი|ბმული|ციტატა) (?:დასამატებელი|დასაზუსტებელი|შესამოწმებელი|მოსაძებნი)ა?",
        r"(?:დასამატებელი|დასაზუსტებელი|შესამოწმებელი|მოსაძებნი)ა?|(?:წყარო|გვერდი|წელი) აკლია|საჭიროა წყარო",
        r"(?:წყარო|გვერდი|წელი|რომელი გვერდი|საიდან)\s?\?",
    ),
}
"""What people write who mean to come back, as a part of its own at the end, by language."""
_WORDS = "|".join(words for each in _WORDS_LEFT.values() for words in each)
_TO_COME_BACK = re.compile(rf"(?:\A|[.,;:!?(\[–—։՝])[\s(\[]*(?:{_WORDS})[.!։:)\]\s]*\Z|\?\?+\W*\Z", re.I)
_ENDS = (_CUT_ADDRESS, _CUT_WORD, _TO_COME_BACK)
_OPEN_UPPER = re.compile(r'(?:\A|[\s(\[])(?:“(?=\w)[^“”"]*|"(?=\w)[^"“”]*)\Z')


def is_unfinished(text: str, language: str = "") -> bool:
    """Return whether a note (plain text) stops in the middle, or says itself that something is left to do. Linear.

    It stops after a mark or a word that promises more, after the sign of a page or a volume, and within a bracket or a
    quotation. A note without a letter or a digit is unfinished too.
    """
    text = _AROUND.sub("", text)
    if language == "hy" and text.endswith(":"):  # typed for the full stop ։, which many keyboards lack
        text = text[:-1].rstrip()
    if not any(map(str.isalnum, text)):
        return True
    tail = text if len(text) <= _TAIL else f"x{text[-_TAIL:]}"
    return (
        bool(_PROMISES.search(tail) and not _ADDRESS.search(tail))
        or bool(_CUT_SIGN.search(tail) and not _ORDINAL.search(tail))
        or any(pattern.search(tail) for pattern in _ENDS)
        or bool(_LEFT_TO_DO.search(text))
        or max(map(text.rfind, "([{")) > max(map(text.rfind, ")]}"))
        or _is_quotation_open(text, language)
    )


def _is_quotation_open(text: str, language: str) -> bool:
    """Whether the quotation opened last is never closed. German books write »…« where others write «…»."""
    opening, closing = "«»"
    if language == "de" and -1 < text.find(closing) < text.find(opening) % (len(text) + 1):
        opening, closing = closing, opening
    return (
        (text.count(opening) > text.count(closing) and text.rfind(opening) > text.rfind(closing))
        or text.rfind("„") > max(map(text.rfind, '“”"‟'))
        or text.rfind("‚") > max(map(text.rfind, "‘’'"))
        or bool(_OPEN_UPPER.search(text))
    )
