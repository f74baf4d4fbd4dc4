# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Identifiers as they are compared: what people type in many ways, in one way. Pure.

`normalise` gives the one form, "" for nothing usable; `keys` gives every form under which it can be found, for
instance a name of three words. Kinds: phone, email, account, plate, address, company, bsn, advert, name, name_year.
Only digests of these forms are kept; changing a form means rebuilding the index.
"""

import re
import unicodedata
from collections.abc import Callable
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

import phonenumbers
from stdnum.exceptions import ValidationError
from stdnum.nl import bsn as bsn_number

from zicht.reference.sound import pair_keys, plain

KINDS = ("phone", "email", "account", "plate", "address", "company", "bsn", "advert", "name", "name_year")
# Which a worker's request compares, and which are compared when a signal is saved.
PLACE_BOUND = ("address", "company", "plate")
PERSONAL = ("name_year", "phone", "account", "email")


def normalise(kind: str, value: str) -> str:
    """The one form of an identifier, or "" when nothing usable was given. Raises KeyError for an unknown kind."""
    found = keys(kind, value)
    return found[0] if found else ""


def keys(kind: str, value: str) -> tuple[str, ...]:
    """Every form under which this identifier can be found, the main one first."""
    return tuple(dict.fromkeys(k for k in _KEYS[kind](_clean(value)) if k))


def name_year(name: str, year: int | None) -> str:
    """What to hand over as a value of kind name_year; "" without a year."""
    return f"{name} {year}" if name and year else ""


def _clean(value: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", value).split())


def _phone(value: str) -> tuple[str, ...]:
    typed = re.sub(r"[^\d+]", "", value.replace("(0)", "") if "+" in value else value)
    digits = re.sub(r"\D", "", typed)
    # "316…" without plus or zeros is how a phone's own list shows it.
    for text in (typed, f"+{digits}"):
        try:
            number = phonenumbers.parse(text, "NL")
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(number) and (text.startswith("+") or len(digits) < 11 or digits[0] == "0"):
            return (phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164),)
    return (digits,) if len(digits) >= 6 else ()


def _email(value: str) -> tuple[str, ...]:
    found = re.search(r"[^\s<>;,:()]+@[^\s<>;,:()]+", re.sub(r"^mailto:", "", value, flags=re.IGNORECASE))
    return (found.group().strip(".").casefold(),) if found else ()


# Words in a profile's address that are not the account.
_STEPS_OF_SITES = frozenset({"add", "user", "users", "profile", "profile.php", "in", "channel", "c", "people", "s"})


def _account(value: str) -> tuple[str, ...]:
    if re.fullmatch(r"[^\s@/]+@[^\s@/]+\.[^\s@/]+", value):
        return _email(value)
    text = re.sub(r"^[A-Za-z]{3,20}\s*:\s+", "", value)  # "Instagram: naam"
    text = re.sub(r"\s*\([^)]*\)$", "", text)
    if re.match(r"^(?:https?://|www\.|[a-z0-9.-]+\.[a-z]{2,}/)", text, flags=re.IGNORECASE):
        parts = urlsplit(text if "://" in text else f"https://{text}")
        named = [p for p in unquote(parts.path).split("/") if p and p.casefold() not in _STEPS_OF_SITES]
        text = dict(parse_qsl(parts.query)).get("id", "") or (named[0] if named else "")
    return (re.sub(r"\s+", "", text).strip("@/.,;").casefold(),)


_SIDECODES = re.compile(
    r"(?:[A-Z]{2}\d{4}|\d{4}[A-Z]{2}|\d{2}[A-Z]{2}\d{2}|[A-Z]{2}\d{2}[A-Z]{2}|[A-Z]{4}\d{2}|\d{2}[A-Z]{4}|"
    r"\d{2}[A-Z]{3}\d|\d[A-Z]{3}\d{2}|[A-Z]{2}\d{3}[A-Z]|[A-Z]\d{3}[A-Z]{2}|[A-Z]{3}\d{2}[A-Z]|[A-Z]\d{2}[A-Z]{3}|"
    r"\d[A-Z]{2}\d{3}|\d{3}[A-Z]{2}\d)"
)


def _plate(value: str) -> tuple[str, ...]:
    text = re.sub(r"[^A-Z0-9]", "", plain(value).upper())
    return (text[2:] if text.startswith("NL") and _SIDECODES.fullmatch(text[2:]) else text,)


_POSTCODE = re.compile(r"\b([1-9]\d{3})\s?([a-z]{2})\b(?!\s*\d*$)|\b([1-9]\d{3})\s?([a-z]{2})\b")
_NUMBER = re.compile(r"(?<![a-z0-9])(\d{1,5})(?:[\s/-]*(bis|hs|huis|boven|iii|ii|iv|i|[a-z]|\d{1,3}))?(?![a-z0-9])")
_STREETS: tuple[tuple[str, str], ...] = (
    (r"str\b\.?", "straat"),
    (r"ln\b\.?", "laan"),
    (r"pln\b\.?", "plein"),
    (r"wg\b\.?", "weg"),
    (r"\bburg\b\.?", "burgemeester"),
    (r"\bst\b\.?(?=\s*[a-z]{3})", "sint"),
    (r"\bdr\b\.?", "dokter"),
    (r"\bprof\b\.?", "professor"),
    (r"\bv\s?[./]?\s?d\b\.?", "van de"),
    (r"\bv\b\.?", "van"),
    (r"\b(?:den haag|s-gravenhage)\b", "sgravenhage"),
    (r"\b(?:den bosch|s-hertogenbosch)\b", "shertogenbosch"),
)


def _address(value: str) -> tuple[str, ...]:
    text = re.sub(r"['’`]", "", plain(value))
    code = next(iter(_POSTCODE.finditer(text)), None)
    rest = text if code is None else f"{text[: code.start()]} , {text[code.end() :]}"
    number = _NUMBER.search(rest)
    house = "" if number is None else _house(number.group(1), number.group(2) or "")
    street, place = (rest[: number.start()], rest[number.end() :]) if number else (rest, "")
    named = (_letters(street), house, _letters(place))
    by_name = " ".join(part for part in named if part) if named[0] else ""
    if code is None:
        return (by_name,)
    letters = (code.group(1) or code.group(3)) + (code.group(2) or code.group(4)).upper()
    return (f"{letters} {house}".strip(), by_name if named[2] else "")


def _house(number: str, addition: str) -> str:
    return f"{number}-{addition}" if addition.isdigit() else number + addition


def _letters(text: str) -> str:
    for pattern, put in _STREETS:
        text = re.sub(pattern, put, text)
    glued = re.sub(r"[^a-z0-9]", "", text)
    return glued if glued == text else _letters(glued)


_LEGAL = re.compile(
    r"\b(?:b\.?\s?v|n\.?\s?v|v\.?\s?o\.?\s?f|c\.?\s?v|stichting|vereniging|eenmanszaak|maatschap|cooperatie|ltd|limited|"
    r"gmbh|s\.?r\.?l|s\.?a\.?r\.?l|eood|ood|sp\.?\s?z\.?\s?o\.?\s?o|inc|llc|u\.?a)\b\.?"
)


def _company(value: str) -> tuple[str, ...]:
    text = plain(value)
    number = re.search(r"(?<!\d)(\d{8})(?!\d)", re.sub(r"(?<=\d)[ .](?=\d)", "", text))
    text = re.sub(r"\(?\bkvk\b[-\s:.]*(?:nummer|nr)?[-\s:.]*", " ", re.sub(r"\d[\d .]{6,}\d", " ", text))
    name = re.sub(r"[^a-z0-9]", "", _LEGAL.sub(" ", text.replace("&", " en ").replace("+", " en ")))
    return (f"kvk{number.group(1)}" if number else "", "" if _LEGAL.fullmatch(name) else name)


def _bsn(value: str) -> tuple[str, ...]:
    try:
        return (str(bsn_number.validate(value)),)
    except ValidationError:
        return ()


_TRACKING = re.compile(r"^(?:utm_.*|fbclid|gclid|igsh(?:id)?|ref|source|si)$")


def _advert(value: str) -> tuple[str, ...]:
    if not re.match(r"^(?:https?://)?[\w.-]+\.[a-z]{2,}(?:[/?#]|$)", value, flags=re.IGNORECASE):
        return (value.casefold(),)
    parts = urlsplit(value if "://" in value else f"https://{value}")
    host = re.sub(r"^(?:www|m|nl)\.", "", (parts.hostname or "").casefold())
    kept = sorted((k, v) for k, v in parse_qsl(parts.query) if not _TRACKING.match(k.casefold()))
    path = parts.path.rstrip("/")
    return (host + path + (f"?{urlencode(kept)}" if kept else ""),)


def _name(value: str) -> tuple[str, ...]:
    return (" ".join(re.sub(r"[^a-z0-9]+", " ", re.sub(r"['’`]", "", plain(value))).split()),)


_MADE = re.compile(r"~[a-z]+\+[a-z]+~\d{4}")


def _name_year(value: str) -> tuple[str, ...]:
    if _MADE.fullmatch(value):
        return (value,)
    year = re.search(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)", value)
    if year is None:
        return ()
    return tuple(f"~{pair}~{year.group()}" for pair in pair_keys(value))


_KEYS: dict[str, Callable[[str], tuple[str, ...]]] = {
    "phone": _phone,
    "email": _email,
    "account": _account,
    "plate": _plate,
    "address": _address,
    "company": _company,
    "bsn": _bsn,
    "advert": _advert,
    "name": _name,
    "name_year": _name_year,
}
