"""Small words by which a language is known, for texts in the same script."""

_JOINING: dict[str, str] = {
    "be": "і й у ў на з са за да ад па для пра пры праз над пад без каля паміж паводле а але ды або ці як што каб",
    "ru": "и в во на с со за до от по для о об при через над под без около между из к ко у а но или как чтобы же",
    "ro": (
        "și în la de pe cu din pentru prin după între fără până ca sau ori dar iar un o unui unei al ai ale lui "
        "spre asupra"
    ),
    "en": "the a an of and to in on at by for from with into about between through after before under over or",
    "de": (
        "der die das den dem des ein eine einen einem einer eines und oder aber in im an am auf aus bei mit nach "
        "von vom zu zum zur für über unter vor durch gegen ohne um bis zwischen"
    ),
}
"""Articles, prepositions and what joins words: titles of books consist of them too."""

_TELLING: dict[str, str] = {
    "be": (
        "не гэта гэты гэтага ён яна яно яны яго яе іх яму мы нас вы я быў была было былі ёсць які якая якое якія "
        "якога якой якіх калі толькі яшчэ ужо ўжо таксама так таму бо дзе тут там сябе свой сваю сваіх усё ўсё "
        "хто можа трэба жа бы б няма ніхто нічога якую якім той тая тое тыя гэтыя пасля цяпер тады нават амаль вельмі"
    ),
    "ru": (
        "не это этот этого он она оно они его её их ему мы нас вы я был была было были есть который которая "
        "которое которые которого которой которых когда только ещё еще уже также так потому где здесь там себя "
        "свой свою своих всё все кто может надо бы нет никто ничего которую которым что тот та те эти "
        "после теперь тогда даже почти очень ли"
    ),
    "ro": (
        "nu este e sunt era erau a am au ai fost fi că să se își și-a s-a care ce el ea ei ele acest această "
        "aceste acesta aceasta acestea lui îl îi le mai doar numai tot toate când unde cum dacă deja încă astfel "
        "poate trebuie nici avea avut îmi mi-a l-a le-a ne noi eu despre decât atunci aici acolo foarte"
    ),
    "en": (
        "is are was were be been being has have had not it its he she they them their his her him we us our you i "
        "that this these those which who whom when where while if but than then there here would could should "
        "will can may must do does did so only also even still just what how why as no nor never one"
    ),
    "de": (
        "ist sind war waren sei wäre wird werden wurde wurden worden hat haben hatte hatten nicht kein keine es "
        "er sie ihr ihre ihren ihm ihn sein seine seinen seiner wir uns ich mich mir man sich dass daß wenn als "
        "wie wer was wo noch nur auch schon so denn doch dieser diese dieses diesem diesen welche kann können "
        "konnte muss soll sollte hier dort da"
    ),
}
"""Verbs, pronouns and the like, without which a whole sentence hardly gets along."""

TELLING: dict[str, frozenset[str]] = {language: frozenset(words.split()) for language, words in _TELLING.items()}
FUNCTION_WORDS: dict[str, frozenset[str]] = {
    language: TELLING[language] | frozenset(words.split()) for language, words in _JOINING.items()
}
"""By language; Armenian and Georgian are known by their scripts."""
