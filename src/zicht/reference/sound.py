# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""How a name sounds, for names as they are written in the Netherlands. Pure.

Two spellings of one name get the same key as often as possible: tussenvoegsels go, ij and y are one, ei and ij, c and
k, ph and f, d and t at the end, and the usual ways to write Arabic, Turkish and Slavic names (ou, oe, u; ch, kh, g;
sh, sj, sch; dj, j; w, v). What remains is the first sound, whether its vowel is dark (o, u) or light (a, e, i), and
the consonants. Equal keys are a likeness, never a fact about a person.
Changing anything here changes keys that are stored as digests: rebuild the index in the same release.
"""

import re
import unicodedata
from itertools import combinations, product

# Words that are left out, put elsewhere or glued on when a name is written down.
_SMALL_WORDS = """
van de der den het t ten ter te in op aan bij tot onder voor uit vd von zu el al le la les du des di da dos do
ibn bin ben bint bent ould oulad ait abu abou
"""
PARTICLES = frozenset(_SMALL_WORDS.split())
# The same where they were glued to the name: only when enough of a name is left.
_GLUED = re.compile(r"^(?:(?:vanden|vander|vande|van|[ea]l(?=[bcdfghjkmnpqrstvwxz]))(?=[a-z]{4})|ben(?=[a-z]{3}))")
# Glued on, or the beginning of the name itself (Dekker, Terpstra): both ways count.
_MAYBE_GLUED = re.compile(r"^(?:de[nr]?|ter|ibn|[ea]l(?=[aeiou]))(?=[a-z]{4})")
_SERVANT = re.compile(r"^abd(?:[aeu]l|oul|)(?=[a-z]{2})")  # Abd el-Kader, Abdelkader, Abdoul Kader
_SERVANT_WORDS = frozenset({"abd", "abdel", "abdal", "abdul", "abdoul"})
_SPECIAL = str.maketrans(
    {"ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "t", "ß": "ss", "ı": "i", "ç": "s", "ş": "s",
     "ș": "s", "š": "s", "č": "s", "ć": "s", "ś": "s", "ž": "s", "ż": "s", "ź": "s", "ğ": "g", "ĳ": "ij"}
)  # fmt: skip
_RUSSIAN = "а б в г д е з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я ж і ї є ґ ё"
_LATIN = "a b v g d e z i j k l m n o p r s t u f kh ts tsj sh sh a i - e u a s i i e g o"
_CYRILLIC = str.maketrans(dict(zip(_RUSSIAN.split(), _LATIN.replace("-", "").split(" "), strict=True)))
# In this order: longer spellings before shorter ones.
_STEPS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (r"tsch|tsj|tsh|tch|tzsch|cz|dzh|dzj|zh|zj", "s"),
        (r"schr", "sr"),
        (r"sch|sh|sj|sz", "s"),
        (r"kh|gh", "g"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"^h?dj|^dsj", "j"),
        (r"dj", "j"),
        (r"ck|cq|qu|q", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"kx|x", "ks"),
        (r"z", "s"),
        (r"^(?:y|ij|i)(?=[aeou])|^y(?=i)", "j"),
        (r"^ij", "i"),
        (r"ij|y", "i"),
        (r"(?<=[aeio])h(?=[md])", "g"),
        (r"^ou(?=[aei])|(?<=[bcdfgklmnprst])ou(?=[aei])", "w"),
        (r"(?<!^)h", ""),
        (r"(?<!^)j", ""),
        (r"[oa]uw", "ou"),
        (r"[vw]", "f"),
        (r"au|oe|ou", "u"),
        (r"dt$|d$", "t"),
        (r"b$", "p"),
        (r"(.)\1+", r"\1"),
    )
)
_DARK = frozenset("ou")
_VOWELS = frozenset("aeiou")
_MOST_WORDS = 4
_MOST_KEYS = 12


def plain(text: str) -> str:
    """Lower case without accents, letters of other alphabets written in Latin letters."""
    small = unicodedata.normalize("NFC", text).casefold().translate(_SPECIAL).translate(_CYRILLIC)
    return "".join(c for c in unicodedata.normalize("NFKD", small) if not unicodedata.combining(c))


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name that carry it: without tussenvoegsels, initials and titles."""
    whole = re.sub(r"['’`´‘ʼ]", "", plain(name))
    found = [w for w in re.split(r"[^a-z]+", whole) if len(w) > 1 and w not in PARTICLES]
    joined: list[str] = []
    while found:
        word = found.pop(0)
        joined.append("abd" + found.pop(0) if word in _SERVANT_WORDS and found else word)
    return tuple(joined)


def sounds(word: str) -> tuple[str, ...]:
    """The sounds of one word of a name: more than one where ch has two, or a tussenvoegsel may be in it."""
    stem = re.sub(r"(.)\1+", r"\1", word)
    stem = _SERVANT.sub("abd", stem) if _SERVANT.match(stem) else _GLUED.sub("", stem)
    found = [stem]
    if maybe := _MAYBE_GLUED.match(stem):
        found.append(stem[maybe.end() :])
    if re.search(r"(?<![st])ch", stem):
        found = [way.replace("ch", put) for way in found for put in ("kh", "sh")]
    return tuple(dict.fromkeys(_sound(way) for way in found))


def _sound(stem: str) -> str:
    for pattern, put in _STEPS:
        stem = pattern.sub(put, stem)
    first_vowel = next((c for c in stem if c in _VOWELS), "a")
    shade = "o" if first_vowel in _DARK else "a"
    consonants = "".join(c for c in stem if c not in _VOWELS)
    if stem[:1] in _VOWELS or not consonants:
        return shade + re.sub(r"(.)\1+", r"\1", consonants)
    return consonants[0] + shade + re.sub(r"(.)\1+", r"\1", consonants[1:])


def pair_keys(name: str) -> tuple[str, ...]:
    """A key for each two words of a name, in no order: given name and surname may stand either way round.

    One word alone gives none: a first name is shared by too many.
    """
    words = name_words(name)
    if len(words) > _MOST_WORDS:
        words = (*words[:2], *words[-2:])
    found: list[str] = []
    for one, other in combinations([sounds(w) for w in words], 2):
        found += ["+".join(sorted(pair)) for pair in product(one, other)]
    return tuple(dict.fromkeys(found))[:_MOST_KEYS]
