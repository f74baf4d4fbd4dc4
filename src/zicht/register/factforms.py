# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Forms for what a report says: the same for typing in, adding and correcting."""

from datetime import date
from typing import Any

# Two forms here have a field called forms.
from django import forms as django_forms

from zicht.base.formfields import choose_many, choose_one, day_field, offer_choices, whole_number
from zicht.reference.lists import code_list
from zicht.register.cells import OLDEST_AGE
from zicht.register.checking import WITH_COUNTRY
from zicht.register.forms import VersionForm
from zicht.register.queries import PLACE_WORDS

SEXES = [("", "niet bekend"), ("female", "vrouw"), ("male", "man"), ("other", "anders")]
NOTHING = [("", "niets over gemeld")]
MANY = {
    "forms": "forms", "sectors_sexual": "sectors_sexual", "sectors_labour": "sectors_labour",
    "manners": "criminal_manners", "signs": "report_signs", "help_kinds": "help_kinds",
}  # fmt: skip
ONE = {
    "nationality": "countries", "dublin": "dublin_states", "dublin_country": "countries",
    "channel": "contact_channels", "platform_type": "platform_types", "cyber_role": "cyber_roles",
    "outcome": "report_outcomes",
}  # fmt: skip
FIRST_YEAR_OF_MANNERS = 2016
LAST_YEAR = 2099  # of what can be typed; that a year lies in the future is told apart


class FactsForm(django_forms.Form):
    """Every fact of a report. Nothing but the day of the report has to be known."""

    reported_on = day_field("Dag van de melding")
    forms = choose_many("Vormen van uitbuiting", [])
    nationality = choose_one("Nationaliteit", [], required=False, radio=False)
    sex = choose_one("Geslacht", SEXES, required=False, radio=False)
    age = whole_number("Leeftijd bij de melding", 0, OLDEST_AGE, what="leeftijd", required=False)
    birth_year = whole_number("Geboortejaar", 1900, LAST_YEAR, what="jaar", required=False)
    name = django_forms.CharField(
        label="Naam",
        help_text="Alleen om te zien of twee meldingen over dezelfde persoon gaan. Mag leeg blijven.",
        required=False,
        max_length=200,
    )
    sectors_sexual = choose_many("Sectoren bij seksuele uitbuiting", [])
    sectors_labour = choose_many("Sectoren bij arbeidsuitbuiting", [])
    manners = choose_many("Manieren van criminele uitbuiting", [])
    signs = choose_many("Signalen waarop de melding rust", [])
    reflection_offered_on = day_field("Bedenktijd aangeboden op", required=False)
    reflection_accepted_on = day_field("Bedenktijd aanvaard op", required=False)
    dublin = choose_one("Eerder asiel in een ander land", [], required=False, radio=False)
    dublin_country = choose_one("Land van het eerste asielverzoek", [], required=False, radio=False)
    channel = choose_one("Eerste contact met de uitbuiter", [], required=False, radio=False)
    platform_type = choose_one("Soort platform", [], required=False, radio=False)
    cyber_role = choose_one("Rol van techniek", [], required=False, radio=False)
    help_kinds = choose_many("Hulp en opvang", [])
    outcome = choose_one("Afloop van de strafzaak", [], required=False, radio=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for name, listed in MANY.items():
            offer_choices(self, name, code_list(listed).choices(today))
        for name, listed in ONE.items():
            offer_choices(self, name, NOTHING + code_list(listed).choices(today))

    def clean(self) -> dict[str, Any]:
        """Facts that contradict each other are refused with what to do."""
        found: dict[str, Any] = super().clean() or {}
        day = found.get("reported_on")
        if day and day > self.today:
            self.add_error("reported_on", "Deze dag ligt in de toekomst. Vul de dag van de melding in.")
        offered, accepted = found.get("reflection_offered_on"), found.get("reflection_accepted_on")
        if offered and accepted and accepted < offered:
            text = "De bedenktijd kan niet aanvaard zijn voor zij is aangeboden. Kijk beide dagen na."
            self.add_error("reflection_accepted_on", text)
        if found.get("dublin_country") and found.get("dublin") not in WITH_COUNTRY:
            self.add_error("dublin", "Kies hier 'Ja' als u een land noemt, of laat het land leeg.")
        if day and found.get("birth_year") and found["birth_year"] > day.year:
            self.add_error("birth_year", "Dit jaar ligt na de melding. Vul het geboortejaar in of laat het leeg.")
        if day and found.get("manners") and day.year < FIRST_YEAR_OF_MANNERS:
            self.add_error("manners", "Manieren worden pas sinds 2016 vastgelegd. Haal ze weg.")
        return found

    def facts(self) -> dict[str, Any]:
        """The facts as columns of a report."""
        given = {name: self.cleaned_data[name] for name in FactsForm.base_fields}
        for name in MANY:
            given[name] = sorted(given[name])
        return given | {"year": given["reported_on"].year}


class CorrectForm(VersionForm, FactsForm):
    """The facts of a report that is there, and why they change."""

    note = django_forms.CharField(
        label="Waarom verandert u dit?",
        help_text="Zonder namen. De oude gegevens blijven in de geschiedenis staan.",
        widget=django_forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": "Schrijf in één zin waarom."},
    )


class EpisodeForm(django_forms.Form):
    """Where and when somebody was exploited."""

    country = choose_one("Land waar de uitbuiting was", [], radio=False)
    municipality = choose_one("Gemeente, als het in Nederland was", [], required=False, radio=False)
    from_year = whole_number("Vanaf jaar", 1950, LAST_YEAR, what="jaar", required=False)
    from_month = whole_number("Vanaf maand", 1, 12, what="maand", required=False)
    to_year = whole_number("Tot jaar", 1950, LAST_YEAR, what="jaar", required=False)
    to_month = whole_number("Tot maand", 1, 12, what="maand", required=False)
    forms = choose_many("Vormen in deze periode", [])

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        offer_choices(self, "forms", code_list("forms").choices(today))
        # "Asked, not known" is an answer too: it is chosen, never the first that happens to stand there.
        offer_choices(
            self, "country", [("", "Kies een land"), *PLACE_WORDS.items(), *code_list("countries").choices(today)]
        )
        offer_choices(self, "municipality", [("", "niet bekend"), *code_list("municipalities").choices(today)])

    def clean(self) -> dict[str, Any]:
        """A place and a period that can be."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("municipality") and found.get("country") != "NL":
            self.add_error("municipality", "Een gemeente hoort bij Nederland. Kies Nederland of laat dit leeg.")
        for side in ("from", "to"):
            if found.get(f"{side}_month") and not found.get(f"{side}_year"):
                self.add_error(f"{side}_year", "Vul bij de maand ook het jaar in.")
            if (found.get(f"{side}_year") or 0) > self.today.year:
                self.add_error(f"{side}_year", "Dit jaar ligt in de toekomst. Kijk het na, of laat het leeg.")
        start = (found.get("from_year"), found.get("from_month") or 1)
        end = (found.get("to_year"), found.get("to_month") or 12)
        if start[0] and end[0] and end < start:
            self.add_error("to_year", "Het einde ligt voor het begin. Kijk beide na.")
        return found


class DepartureForm(django_forms.Form):
    """A minor left reception for an unknown destination."""

    year = whole_number("Jaar waarin de minderjarige vertrok", 2000, LAST_YEAR, what="jaar")
