# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""One identifier written in many ways has one form; two identifiers have two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zicht.reference.identifiers import KINDS, keys, name_year, normalise

SAME = {
    "phone": [
        [
            "06-12345678",
            "+31 6 1234 5678",
            "0031612345678",
            "+31 (0)6 12345678",
            "31612345678",
            "tel:0612345678 (werk)",
        ],
        ["+359 88 123 4567", "00359 88 1234567", "359881234567"],
        ["020 123 45 67", "+31-20-1234567"],
    ],
    "email": [["Jan@Voorbeeld.NL", "mailto:jan@voorbeeld.nl", "Jan <jan@voorbeeld.nl>"]],
    "account": [
        ["@Sun_Girl", "sun_girl", "https://www.instagram.com/sun_girl/?igsh=1", "tiktok.com/@sun_girl"],
        ["facebook.com/profile.php?id=123456", "123456"],
    ],
    "plate": [["12-ABC-3", "12 abc 3", "NL-12-ABC-3", "12abc3"]],
    "address": [
        ["Kerkstraat 12-b, 1234 AB Lindestede", "1234ab 12B", "1234 AB, 12 b"],
        ["Kerkstr. 12 b, Lindestede", "KERKSTRAAT 12B LINDESTEDE"],
        ["Burg. de Bruinln. 3", "burgemeester de bruinlaan 3"],
        ["Laan van de Vrede 3-2, Den Haag", "Laan v.d. Vrede 3/2 's-Gravenhage"],
    ],
    "company": [
        ["Bakkerij De Zon B.V.", "bakkerij de zon bv", "Bakkerij de Zón"],
        ["KvK 12345678", "12345678", "De Zon en Co (kvk-nr. 1234 5678)"],
        ["Zon & Co", "Zon en Co"],
    ],
    "bsn": [["1112.22.333", "111222333"]],
    "advert": [
        ["https://www.voorbeeld.nl/ad/12/?utm_source=x", "voorbeeld.nl/ad/12", "http://m.voorbeeld.nl/ad/12#x"]
    ],
    "name": [["Élise  van 't Hof", "elise van ’t hof"]],
}
DIFFERENT = {
    "phone": [("0612345678", "0612345679"), ("+31612345678", "+32612345678")],
    "email": [("a@voorbeeld.nl", "b@voorbeeld.nl")],
    "account": [("sun_girl", "sungirl"), ("sun_girl", "sun_girl1")],
    "plate": [("12ABC3", "12ABC4")],
    "address": [("1234AB 12", "1234AB 12b"), ("1234AB 12", "1234AC 12"), ("Kerkstraat 12", "Kerklaan 12")],
    "company": [("Bakkerij De Zon", "Bakkerij De Maan"), ("KvK 12345678", "KvK 12345679")],
    "bsn": [("111222333", "123456782")],
    "advert": [("voorbeeld.nl/ad?id=1", "voorbeeld.nl/ad?id=2"), ("voorbeeld.nl/ad/1", "voorbeeld.nl/ad/2")],
    "name": [("Jan Bakker", "Jan Bakkers")],
}
ONE_NAME = [
    ["Jan van der Berg", "Berg, Jan v.d.", "Jan Berg", "Vandenberg Jan", "Jan van den Berg"],
    ["Thijs Meijer", "Tijs Meyer", "Thys Meier", "Meier Thijs"],
    ["IJsbrand de Kuijper", "Ysbrand Kuiper", "IJsbrand Cuyper"],
    ["Mohamed el Haddad", "Mohammed Elhaddad", "Muhammad Al-Haddad", "Mouhamed Haddad"],
    ["Youssef Ben Ali", "Yusuf Benali", "Joesoef Ali"],
    ["Rachid Chaoui", "Rashid Chaoui", "Rasjied Shaoui"],
    ["Khadija Ibn Said", "Khadidja Said", "Chadija Saïd"],
    ["Abdelkader Oualid", "Abd el Kader Walid", "Abdoul Kader Walid"],
    ["Ahmet Yıldız", "Ahmed Yildiz", "Achmed Jildiz"],
    ["Sergej Ivanov", "Sergei Iwanow", "Sergey Ivanoff", "Сергей Иванов"],
    ["Philip Janssens", "Filip Jansens"],
    ["Anna Jansen-de Vries", "Anna Jansen", "Anna de Vries"],
]
OTHER_NAME = [
    ("Hassan Bakker", "Hussein Bakker"),
    ("Jan Bakker", "Jan Dekker"),
    ("Fatima Yilmaz", "Farida Yilmaz"),
    ("Maria Popescu", "Marga Popescu"),
    ("Piet de Vries", "Piet de Boer"),
]


@pytest.mark.parametrize(("kind", "values"), [(k, v) for k, rows in SAME.items() for v in rows])
def test_written_differently_it_is_one_identifier(kind, values):
    found = [set(keys(kind, value)) for value in values]
    assert all(found)
    assert all(found[0] & other for other in found[1:]), found


@pytest.mark.parametrize(("kind", "pair"), [(k, p) for k, rows in DIFFERENT.items() for p in rows])
def test_clearly_different_identifiers_stay_apart(kind, pair):
    assert not set(keys(kind, pair[0])) & set(keys(kind, pair[1]))


@pytest.mark.parametrize("names", ONE_NAME)
def test_a_name_keeps_its_sound_however_it_is_spelled(names):
    found = [set(keys("name_year", name_year(name, 1994))) for name in names]
    assert all(found)
    assert all(found[0] & other for other in found[1:]), dict(zip(names, found, strict=True))


@pytest.mark.parametrize("names", OTHER_NAME)
def test_another_name_has_another_sound(names):
    one, other = (set(keys("name_year", name_year(name, 1994))) for name in names)
    assert not one & other


def test_another_year_is_another_key_and_without_a_year_or_with_one_word_there_is_none():
    assert not set(keys("name_year", "Jan Bakker 1994")) & set(keys("name_year", "Jan Bakker 1995"))
    assert keys("name_year", "Jan Bakker") == ()
    assert keys("name_year", "Fatima 1994") == ()
    assert name_year("Jan Bakker", None) == ""


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_usable_has_no_form(kind):
    assert keys(kind, "") == ()
    assert normalise(kind, "  ") == ""


def test_a_number_that_fails_its_check_is_no_bsn():
    assert normalise("bsn", "123456789") == ""


def test_an_unknown_kind_is_an_error():
    with pytest.raises(KeyError):
        normalise("shoe_size", "43")


words = st.text("abcdefghijklmnoprstuvwyzéöşł", min_size=2, max_size=9)
values = {
    "phone": st.from_regex(r"(?:06|\+31 ?6|00316)[ -]?[0-9]{8}", fullmatch=True),
    "account": st.from_regex(r"@?[A-Za-z0-9_.]{3,15}", fullmatch=True),
    "plate": st.from_regex(r"[A-Z]{2}-[0-9]{3}-[A-Z]", fullmatch=True),
    "address": st.builds(
        "{} {}{}, {}stad".format, words, st.integers(1, 999), st.sampled_from(["", "b", "-2"]), words
    ),
    "company": st.builds("{} {} {}".format, words, words, st.sampled_from(["BV", "B.V.", "v.o.f.", ""])),
    "name": st.builds("{} {}".format, words, words),
    "name_year": st.builds("{} van {} {}".format, words, words, st.integers(1930, 2015)),
    "advert": st.builds("https://www.voorbeeld.nl/{}/{}".format, words, st.integers(1, 99)),
}


@pytest.mark.parametrize("kind", sorted(values))
def test_a_normal_form_is_its_own_normal_form(kind):
    @given(values[kind])
    def again(value):
        once = normalise(kind, value)
        assert normalise(kind, once) == once

    again()


@given(words, words, st.integers(1930, 2015))
def test_order_case_accents_doubling_and_tussenvoegsels_change_nothing(first, last, year):
    here = set(keys("name_year", name_year(f"{first} {last}", year)))
    for other in (f"{last}, {first}", f"{first.upper()} van der {last}", f"{first} de {last[0]}{last}"):
        found = set(keys("name_year", name_year(other, year)))
        assert not here or here & found, other
