"""Words written twice in a row: "the the"."""

from collections.abc import Iterator

from journal.text.checks.findings import Finding
from journal.text.checks.reading import Passage
from journal.text.plain import WORD

_RIGHTFUL: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "de": (
            "das der die den dem denen sie ihr was wer wie nicht nie sehr ganz so nein ja viel immer wieder an in "
            "zu mit nach da wir du ich es alle langsam lange weit mehr oh ach ha na bald tief nur hin her auf aus "
            "ist war"
        ),
        "en": (
            "had that is was in on very so no long far many really now there her who this did were can over out "
            "up by bye tut ha oh never again more much little old yes well do out deep ever round hush knock"
        ),
        "ro": (
            "foarte mult multă mulți multe așa încet abia tot mereu departe repede sus jos nu da hai vai ha oh "
            "când cum mare mari mic mică mici demult lung unde care cine ce bine rar greu puțin"
        ),
        "ru": (
            "чуть еле едва очень долго давно много далеко да нет так вот тихо медленно быстро только никогда всё "
            "все его её их был была было что кто белый синий старый ох ах ха ну там тут вдруг высоко глубоко мало "
            "это опять снова их есть"
        ),
        "be": (
            "ледзь вельмі доўга даўно шмат далёка так да чуць вось ціха павольна хутка толькі ніколі усё ўсё яго яе "
            "іх быў была было што хто белы сіні стары ох ах ну там тут раптам высока глыбока мала гэта зноў "
            "ёсць дзе"
        ),
    }.items()
}
"""Doubles that grammar or emphasis makes: "die die Bücher lasen", "he had had", "foarte foarte mult"."""

_FUNCTION: dict[str, frozenset[str]] = {
    "hy": frozenset(
        (
            "և եւ է են եմ ենք եք էր էին եղել չի չէ չեն որ որը որի որոնք որպես այն այս այդ իր իրենց նրա նրանց "
            "նրանք մենք դա սա բայց համար մեջ վրա մասին մինչև հետո եթե ըստ նաև իսկ կամ թե պիտի միայն ինչպես "
            "քան դեպի առանց նույնպես "
        ).split()
    ),
    "ka": frozenset(
        (
            "და ჩვენ რომ არ არის იყო ეს იმ ამ კი მაგრამ თუ ხოლო მას მისი მისმა უნდა შესახებ როგორც რომელიც რომელმაც "
            "რომლის მათი მათ ჩვენი იგი ან არა მიერ შემდეგ მხოლოდ ასევე ხომ აქვს ჰქონდა იქნა "
        ).split()
    ),
}
"""Armenian and Georgian double words for emphasis and to share out («մեծ մեծ», «ორი ორი»): there only these count, and
long words."""
_LONG = 9


def find_doubled(passages: list[Passage], language: str) -> Iterator[Finding]:
    """Yield `doubled` for each word that stands twice in a row, unless the language doubles it rightly. Linear.

    Not for three in a row, which somebody meant, nor for doubled names, nor where only one of the two is marked.
    """
    for passage in passages:
        text = passage.own
        edges = {edge for span in passage.spans for edge in (span.start, span.end)}
        words = [(match.start(), match.end(), match[0]) for match in WORD.finditer(text)]
        for at in range(1, len(words)):
            start, end, word = words[at - 1]
            next_start, next_end, next_word = words[at]
            if word.lower() != next_word.lower() or not _is_gap(text, end, next_start):
                continue
            if any(_is_alike(words, text, first, word) for first in (at - 2, at)):
                continue
            if edges and any(edge in edges for edge in range(end, next_start + 1)):
                continue
            if _is_wrong(word, next_word, language):
                yield passage.report("doubled", start, next_end, word=next_word)


def _is_gap(text: str, start: int, end: int) -> bool:
    return 0 < end - start <= 2 and not text[start:end].strip(" \xa0\u202f")


def _is_alike(words: list[tuple[int, int, str]], text: str, first: int, word: str) -> bool:
    """Whether the words at `first` and after it, of which one is `word`, are the same with next to nothing between."""
    if first < 0 or first + 1 >= len(words):
        return False
    (_, end, one), (start, _, other) = words[first : first + 2]
    return one.lower() == other.lower() == word.lower() and len(text[end:start]) <= 3


def _is_wrong(word: str, next_word: str, language: str) -> bool:
    if not any(map(str.isalpha, word)) or any(map(str.isdigit, word)):
        return False
    if len(word) == 1 and next_word.isupper():
        return False
    lower = word.lower()
    if language in _FUNCTION:
        return lower in _FUNCTION[language] or (len(word) >= _LONG and not next_word[0].isupper())
    if lower in _RIGHTFUL[language]:
        return False
    return language == "de" or not (word[0].isupper() and next_word[0].isupper())
