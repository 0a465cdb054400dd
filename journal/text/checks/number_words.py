"""Numbers written as words: by which beginnings or parts of words each language says tens, hundreds and so on."""

import re
from functools import cache

_STEMS: dict[str, dict[int, str]] = {
    "en": {
        13: "thirteen", 14: "fourteen", 15: "fifteen", 16: "sixteen", 17: "seventeen", 18: "eighteen",
        19: "nineteen",
        20: r"twent(?:y|ie)|score", 30: r"thirt(?:y|ie)", 40: r"fort(?:y|ie)", 50: r"fift(?:y|ie)|half|halves",
        60: r"sixt(?:y|ie)", 70: r"sevent(?:y|ie)", 80: r"eight(?:y|ie)", 90: r"ninet(?:y|ie)",
        100: "hundred|centur|centen", 1000: "thousand|millenni", 10**6: "million", 10**9: "billion",
    },
    "de": {
        13: "dreizehn", 14: "vierzehn", 15: "fünfzehn", 16: "sechzehn", 17: "siebzehn", 18: "achtzehn",
        19: "neunzehn",
        20: "zwanzig", 30: "dreißig|dreissig", 40: "vierzig", 50: r"fünfzig|\bhalb|hälfte", 60: "sechzig",
        70: "siebzig",
        80: "achtzig", 90: "neunzig", 100: "(?<!jahr)hundert", 1000: "(?<!jahr)tausend", 10**6: "million",
        10**9: "milliard",
    },
    "ru": {
        13: "тринадцат", 14: "четырнадцат", 15: "пятнадцат", 16: "шестнадцат", 17: "семнадцат", 18: "восемнадцат",
        19: "девятнадцат", 20: "двадцат", 30: "тридцат", 40: "сорок|сороч",
        50: "пятьдесят|пятидесят|полсотн|половин|пол[ву]?века|полстолет",
        60: "шестьдесят|шестидесят", 70: "семьдесят|семидесят", 80: "восемьдесят|восьмидесят", 90: "девяност",
        100: r"сто\b|ста\b|сотн|сотен|двести|двухсот|(?:три|четыре)ста|[а-я]+сот|столет", 1000: "тысяч",
        10**6: "миллион|полмиллион", 10**9: "миллиард|полмиллиард",
    },
    "be": {
        13: "трынаццат|трынаццац", 14: "чатырнаццац|чатырнаццат", 15: "пятнаццац|пятнаццат",
        16: "шаснаццац|шаснаццат",
        17: "сямнаццац|сямнаццат", 18: "васямнаццац|васямнаццат|васемнаццац", 19: "дзевятнаццац|дзевятнаццат",
        20: "дваццац|дваццат", 30: "трыццац|трыццат", 40: "сорак|сарак",
        50: "пяцьдзяс|пяцьдзес|пяцідзес|пяцідзяс|палов|палав|паўстагод|паўвек",
        60: "шэсцьдзес|шэсцьдзяс|шасцідзес|шасцідзяс", 70: "семдзес|сямідзес|сямідзяс",
        80: "восемдзес|васьмідзес|васьмідзяс", 90: "дзевяност|дзевянос",
        100: r"сто\b|ста\b|сотн|сотак|дзвесце|(?:тры|чатыры)ста|[а-яёіў]+сот|стагод|паўстагод|стогад|стагад",
        1000: "тысяч", 10**6: "мільён|паўмільён", 10**9: "мільярд|паўмільярд",
    },
    "ro": {
        13: "treisprezece|treispre", 14: "paisprezece|paispre", 15: "cincisprezece|cincispre",
        16: "șaisprezece|șaispre",
        17: "șaptesprezece|șaptespre", 18: "optsprezece|optspre", 19: "nouăsprezece|nouăspre", 20: "douăzeci",
        30: "treizeci", 40: "patruzeci", 50: "cincizeci|jumătate", 60: "șaizeci", 70: "șaptezeci", 80: "optzeci",
        90: "nouăzeci", 100: "sută|sute|secol", 1000: r"mie\b|mii\b|miile|mileni", 10**6: "milion|milioane",
        10**9: "miliard",
    },
    "hy": {
        13: "տասներեք|տասներեք", 14: "տասնչորս", 15: "տասնհինգ", 16: "տասնվեց", 17: "տասնյոթ", 18: "տասնութ",
        19: "տասնինն|տասնինը", 20: "քսան", 30: "երեսուն", 40: "քառասուն", 50: r"հիսուն|\bկես", 60: "վաթսուն",
        70: "յոթանասուն", 80: "ութսուն", 90: "իննսուն", 100: "հարյուր", 1000: "հազար", 10**6: "միլիոն",
        10**9: "միլիարդ",
    },
    "ka": {
        13: "ცამეტ", 14: "თოთხმეტ", 15: "თხუთმეტ", 16: "თექვსმეტ", 17: "ჩვიდმეტ", 18: "თვრამეტ", 19: "ცხრამეტ",
        20: "ოც", 30: "ოცდა", 40: "ორმოც", 50: "ორმოცდა|ნახევა?რ", 60: "სამოც", 70: "სამოცდა", 80: "ოთხმოც",
        90: "ოთხმოცდა", 100: r"\bას(?:\b|ი|მა|ს|ჯერ|ობ|წლ|ეულ)|(?:ორ|სამ|ოთხ|ხუთ|ექვს|შვიდ|რვა|ცხრა)ას|საუკუნ",
        1000: "ათას", 10**6: "მილიონ", 10**9: "მილიარდ",
    },
}  # fmt: skip

_TIMES: dict[str, dict[int, str]] = {
    "en": {1000: "thousand", 10**6: "million|mln|m", 10**9: "billion|bn"},
    "de": {1000: "Tausend|tausend|Tsd", 10**6: "Million|Mio", 10**9: "Milliard|Mrd"},
    "ru": {1000: "тысяч|тыс", 10**6: "миллион|млн", 10**9: "миллиард|млрд"},
    "be": {1000: "тысяч|тыс", 10**6: "мільён|млн", 10**9: "мільярд|млрд"},
    "ro": {1000: "mie|mii|de mii", 10**6: "milion|milioane|mil", 10**9: "miliard|mld"},
    "hy": {1000: "հազար|հզ", 10**6: "միլիոն|մլն", 10**9: "միլիարդ|մլրդ"},
    "ka": {1000: "ათას", 10**6: "მილიონ|მლნ", 10**9: "მილიარდ|მლრდ"},
}


@cache
def compile_times(language: str) -> list[tuple[int, re.Pattern[str]]]:
    """Return what multiplies the number before it, with how it begins: 1,5 Millionen, 300 тыс."""
    return [(factor, re.compile(rf"[ \xa0\u202f-]?(?:{words})")) for factor, words in _TIMES[language].items()]


@cache
def _compile_stems(language: str) -> dict[int, re.Pattern[str]]:
    start = "" if language in ("de", "hy", "ka") else r"\b"  # compounds: sechsunddreißig
    return {number: re.compile(f"{start}(?:{words})") for number, words in _STEMS[language].items()}


def is_in_words(value: int, text: str, language: str) -> bool:
    """Whether `text`, in small letters, may say `value` in words: by its tens, or its highest part. Linear."""
    stems = _compile_stems(language)
    if 13 <= value <= 19:
        return bool(stems[value].search(text))
    if value < 100:
        return bool(stems[value // 10 * 10].search(text))
    if 1100 <= value < 2100:
        rest = value % 100
        if rest < 13:
            if rest == 0 or value >= 2000:
                return _is_high_part(value // 100 * 100, text, stems)
            return bool(stems[100].search(text) and (stems[1000].search(text) or _say(value // 100, text, stems)))
        tens = rest if rest < 20 else rest // 10 * 10
        return bool(stems[tens].search(text)) and (rest % 10 == 0 or _is_high_part(value // 100 * 100, text, stems))
    if 101 < value < 1100 and value % 100:
        if value == 150 and stems[100].search(text) and is_half_in_words(text, language):
            return True
        rest = value % 100
        return rest > 12 and bool(stems[100].search(text)) and is_in_words(rest, text, language)
    if any(value == unit // 2 and stems[unit].search(text) for unit in (1000, 10**6, 10**9)):
        return is_half_in_words(text, language) or _is_high_part(value, text, stems)
    return _is_high_part(value, text, stems)


def _is_high_part(value: int, text: str, stems: dict[int, re.Pattern[str]]) -> bool:
    unit = max(each for each in (100, 1000, 10**6, 10**9, 1) if value >= each)
    if unit > 1 and stems[unit].search(text):
        return True
    hundreds = value // 100
    return 13 <= hundreds <= 99 and hundreds % 10 != 0 and bool(stems[100].search(text) or _say(hundreds, text, stems))


def _say(value: int, text: str, stems: dict[int, re.Pattern[str]]) -> bool:
    """Whether a text says a number of two figures, as in nineteen oh five."""
    return 13 <= value <= 19 and bool(stems[value].search(text))


@cache
def _compile_counted(language: str) -> re.Pattern[str]:
    words = "|".join(pattern for pattern in _TIMES[language].values())
    return re.compile(rf"(?<=[0-9])[ \xa0\u202f-]?(?:{words.lower()})")


def hide_counted(text: str, language: str) -> str:
    """Return `text`, in small letters, without the words that multiply figures: those of "3.5 million". Linear."""
    return _compile_counted(language).sub(" ", text)


_HALVES = {
    "en": r"\bhalf|\bhalves",
    "de": r"\bhalb|anderthalb|hälfte",
    "ru": r"полтор|половин|\bпол(?:века|года|часа|миллиона|миллиарда|столетия)",
    "be": r"паўтар|палов|палав|\bпаў",
    "ro": r"jumătate",
    "hy": r"\bկես|ուկես",
    "ka": "ნახევ",
}


def is_half_in_words(text: str, language: str) -> bool:
    """Whether `text`, in small letters, speaks of a half. Linear."""
    return bool(re.search(_HALVES[language], text))
