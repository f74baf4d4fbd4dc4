# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What people without an account write at the public door, in the five languages of the form. All invented."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Voice:
    """One kind of message: language, fact, thought, forms, what it is about, how to reach the writer safely."""

    language: str
    fact: str
    thought: str
    forms: tuple[str, ...]
    about: str
    safe: str = ""
    reply: str = ""


VOICES: tuple[Voice, ...] = (
    Voice("nl", "Mijn buren hebben een meisje in huis dat nooit naar buiten mag. Ze maakt de hele dag schoon.",
          "Misschien is het familie, maar ze lijkt bang.", ("AU",), "person", "Niet bellen na zes uur.",
          "Ik heb haar gisteren weer gezien. Ze zwaaide."),
    Voice("nl", "Ik leen mijn rekening uit aan iemand en nu moet ik meer doen. Ik durf niet te stoppen.",
          "Ik weet niet of ik strafbaar ben.", ("CU",), "person", "Alleen via deze code."),
    Voice("nl", "In het huis tegenover ons komen elke avond andere mannen. De vrouwen wisselen per week.",
          "", ("SU",), "place", "", "Er staat nu ook een busje."),
    Voice("en", "I work in a kitchen. They keep my passport. I get 40 euro for a week.",
          "I think they will send police to me if I talk.", ("AU",), "person", "Write only, between 14 and 15.",
          "He asked today who I talk to. Please do not come to the kitchen."),
    Voice("en", "A friend from my course has to give her money to a man. He waits outside every day.",
          "She says he is her boyfriend.", ("SU",), "person"),
    Voice("pl", "Mieszkamy w dziewięć osób w domu szefa. Za mieszkanie i transport zabiera prawie całą wypłatę.",
          "Boję się, że stracę pracę i dach nad głową.", ("AU",), "persons", "Proszę pisać tylko wieczorem.",
          "Szef powiedział, że w piątek mamy się wyprowadzić."),
    Voice("pl", "Koleżanka nie może odejść z pracy. Jej dokumenty są w biurze agencji.",
          "Ona nie wie, gdzie prosić o pomoc.", ("AU",), "person"),
    Voice("ro", "Lucrez de patru luni și am primit bani o singură dată. Dormim lângă hală.",
          "Nu știu dacă este legal.", ("AU",), "persons", "Sunați numai duminica.",
          "Un coleg a fost lovit ieri."),
    Voice("ro", "O fată tânără este dusă în fiecare seară la altă adresă. Plânge des.", "", ("SU",), "person"),
    Voice("bg", "Работя на строеж без договор. Шефът взе личната ми карта.",
          "Страх ме е да си тръгна.", ("AU",), "person", "Само писмено."),
    Voice("bg", "Карат ни всяка сутрин да просим пред магазините. Парите ги взима друг.", "", ("CU",), "persons"),
)  # fmt: skip

# The door answers in the language of the writer where a colleague can; otherwise in English.
ANSWERS: dict[str, str] = {
    "nl": "Dank u. Wij kijken hier zorgvuldig naar. Kunt u zeggen wanneer u dit het laatst zag?",
    "en": "Thank you. We look at this carefully. Are you safe now? You can stop writing at any time.",
    "pl": "Dziękujemy. Czy jest Pan/Pani teraz bezpieczny/a? Może Pan/Pani przestać pisać w każdej chwili.",
    "ro": "Vă mulțumim. Sunteți în siguranță acum? Puteți opri conversația oricând.",
    "bg": "Благодарим. В безопасност ли сте сега? Можете да спрете да пишете по всяко време.",
}
