# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Ten thousand invented persons with names as they occur in the Netherlands, and the faults with which they return.

Names are put together at random from given names and surnames of several origins; nobody here exists. The faults are
written as rules of how people misspell, not as the inverse of the sound key: some of them the key does not catch.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random


def _listed(names: str) -> list[str]:
    return names.replace(";", " ").split()


DUTCH = _listed(
    "Jan Piet Willem Kees Sjoerd Thijs Maarten Floris Jeroen Wouter Bram Daan Ruben Luuk Stijn Joris Hendrik Gerrit "
    "Anna Maria Sophie Lotte Fleur Marieke Femke Anouk Ilse Sanne Wietske Geertje Maaike Roos Noor Eva Lieke Saskia "
    "Philip Christiaan Dirk Matthijs Yvonne Ysbrand Jacqueline Monique Esther Judith"
)
ARABIC = _listed(
    "Mohamed Ahmed Youssef Hassan Hussein Rachid Karim Khalid Omar Abdelkader Bilal Ismail Mustapha Said Walid Tarik "
    "Fatima Khadija Aicha Naima Samira Latifa Bouchra Hanane Zohra Souad Malika Yasmina Nadia Amina Jamila Ouafa"
)
TURKISH = _listed(
    "Mehmet Ahmet Mustafa Yusuf Emre Murat Hakan Serkan Ibrahim Osman Ayse Fatma Zeynep Elif Emine Hatice Sevgi Ozlem"
)
SLAVIC = _listed(
    "Ivan Sergej Aleksandr Dmitri Michail Pawel Krzysztof Wojciech Tomasz Andrzej Olga Natalia Svetlana Tatjana "
    "Katarzyna Agnieszka Ewa Jelena Julia Maria Marija Sonja Vladimir Viktor Georgi Stefka Radka"
)
LAST_DUTCH = _listed(
    "Jong;Jansen;Vries;Berg;Bakker;Dijk;Visser;Smit;Meijer;Boer;Mulder;Groot;Bos;Vos;Peters;Hendriks;Leeuwen;Dekker;"
    "Brouwer;Wit;Dijkstra;Smits;Graaf;Meer;Linden;Kok;Jacobs;Haan;Vermeulen;Heuvel;Veen;Broek;Bruijn;Bruin;Schouten;"
    "Beek;Willems;Vliet;Ven;Hoekstra;Maas;Verhoeven;Koster;Dam;Prins;Blom;Huisman;Peeters;Kuipers;Veenstra;Kramer;"
    "Postma;Koning;Schipper;Hermans;Rijn;Kuiper;Bosch;Zijlstra;Wijk;Kuijpers;Eijk;Schaap;Cornelissen;Claassen"
)
LAST_ARABIC = _listed(
    "Amrani;Haddad;Bouzid;Khattabi;Mansouri;Idrissi;Chaoui;Benali;Ouali;Zerouali;Tahiri;Fassi;Alaoui;Berkani;Hamdaoui;"
    "Yahyaoui;Boukhari;Rachidi;Kaddouri;Jilali;Messaoudi;Saidi;Chakir;Ziani;Aziz;Omari"
)
LAST_TURKISH = _listed("Yilmaz;Kaya;Demir;Sahin;Celik;Yildiz;Aydin;Ozturk;Arslan;Dogan;Kilic;Aslan;Cetin;Koc;Kurt")
LAST_SLAVIC = _listed(
    "Ivanov;Petrov;Dimitrov;Kowalski;Nowak;Wisniewski;Wojcik;Lewandowski;Zielinski;Georgiev;Nikolov;Popov;Volkov;"
    "Smirnov;Novak;Horvat;Jankovic;Petrovic"
)
DUTCH_PARTICLES = ("van ", "de ", "van de ", "van der ", "van den ", "ter ", "'t ")
ARABIC_PARTICLES = ("el ", "al ", "ben ", "Ibn ")


@dataclass(frozen=True)
class Somebody:
    """An invented person."""

    given: str
    particle: str
    last: str
    born: date
    origin: str

    @property
    def name(self) -> str:
        """As it is first written down."""
        return f"{self.given} {self.particle}{self.last}"


def region(count: int, *, seed: int) -> list[Somebody]:
    """So many invented persons, most of them with Dutch names; surnames repeat as they do in a town."""
    chance = Random(seed)
    return [_somebody(chance) for _ in range(count)]


def _somebody(chance: Random) -> Somebody:
    origin = chance.choices(("dutch", "arabic", "turkish", "slavic"), (60, 20, 10, 10))[0]
    given, last, particles = {
        "dutch": (DUTCH, LAST_DUTCH, DUTCH_PARTICLES),
        "arabic": (ARABIC, LAST_ARABIC, ARABIC_PARTICLES),
        "turkish": (TURKISH, LAST_TURKISH, ()),
        "slavic": (SLAVIC, LAST_SLAVIC, ()),
    }[origin]
    name = chance.choice(last)
    if chance.random() < 0.12:
        name += "-" + chance.choice(LAST_DUTCH)
    particle = chance.choice(particles) if particles and chance.random() < 0.45 else ""
    born = date(1950, 1, 1) + timedelta(days=chance.randrange(60 * 365))
    return Somebody(chance.choice(given), particle, name, born, origin)


# A fault: from a person to how somebody else writes the name down and the date of birth, or None where it cannot be.
Written = tuple[str, date] | None
Fault = Callable[[Somebody, Random], Written]


def _replaced(pairs: tuple[tuple[str, str], ...]) -> Fault:
    def fault(who: Somebody, chance: Random) -> Written:
        found = [(a, b) for a, b in pairs if a in who.name.casefold()]
        if not found:
            return None
        a, b = chance.choice(found)
        return who.name.casefold().replace(a, b), who.born

    return fault


def _particles(who: Somebody, chance: Random) -> Written:
    if not who.particle:
        return None
    ways = (
        f"{who.given} {who.last}",
        f"{who.last}, {who.given} {who.particle.strip()}",
        f"{who.given} {who.particle.strip()}{who.last.lower()}" if len(who.last) > 3 else f"{who.given} {who.last}",
        f"{who.given} {chance.choice(('van ', 'van de ', 'v.d. ', 'de '))}{who.last}",
    )
    return chance.choice(ways if who.origin == "dutch" else ways[:3]), who.born


def _typing(who: Somebody, chance: Random) -> Written:
    """One letter left out, doubled or exchanged with its neighbour: no rule of sound."""
    name = who.name
    place = chance.randrange(1, len(name) - 1)
    ways = (
        name[:place] + name[place + 1 :],
        name[:place] + name[place] + name[place:],
        name[: place - 1] + name[place] + name[place - 1] + name[place + 1 :],
    )
    return chance.choice(ways), who.born


def _half(who: Somebody, chance: Random) -> Written:
    return (f"{who.given} {who.last.split('-')[chance.randrange(2)]}", who.born) if "-" in who.last else None


FAULTS: dict[str, Fault] = {
    "capitals and accents": lambda who, chance: (who.name.upper().replace("E", "É", 1), who.born),
    "tussenvoegsels": _particles,
    "ij, y, ei": _replaced((("ij", "y"), ("ij", "ei"), ("y", "ij"), ("ei", "ij"), ("y", "i"))),
    "c/k, ph/f, dt/d/t, double letters": _replaced(
        (("k", "c"), ("c", "k"), ("ph", "f"), ("ss", "s"), ("s", "ss"), ("kk", "k"), ("t ", "d "), ("th", "t"))
    ),
    "given name and surname exchanged": lambda who, chance: (f"{who.particle}{who.last} {who.given}", who.born),
    "transliteration": _replaced(
        (("ou", "oe"), ("ou", "u"), ("kh", "ch"), ("ch", "sh"), ("ch", "kh"), ("j", "dj"), ("mohamed", "muhammad"),
         ("v", "w"), ("w", "v"), ("ov", "off"), ("sj", "sh"), ("ss", "s"), ("dj", "j"), ("tj", "ty"), ("nj", "ni"),
         ("ah", "ach"), ("aicha", "aisha"), ("hussein", "hossein"), ("u", "oe"), ("a ", "ah "))
    ),
    "one of two surnames": _half,
    "another birth day": lambda who, chance: (who.name, _other_day(who.born, chance)),
    "another birth year": lambda who, chance: (who.name, who.born.replace(year=who.born.year + 1, day=1)),
    "typing error": _typing,
}  # fmt: skip


def _other_day(born: date, chance: Random) -> date:
    """Day and month exchanged or mistyped; the year stays."""
    return date(born.year, chance.randrange(1, 13), chance.randrange(1, 29))
