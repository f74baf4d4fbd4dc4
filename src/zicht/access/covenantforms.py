# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Forms for covenants."""

import uuid
from typing import Any

from django import forms

from zicht.access.covenantkeeping import DATA_CLASSES, IDENTIFIER_KINDS, PURPOSES, Terms
from zicht.access.models import Covenant, CovenantParty, Function
from zicht.base.formfields import REQUIRED, choose_many, day_field, long_text
from zicht.reference.lists import code_list


class CovenantForm(forms.Form):
    """What the signed text says."""

    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, covenant: Covenant | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = _initial(covenant)
        super().__init__(*args, **kwargs)
        contacts = Function.objects.select_related("unit__organisation").order_by(
            "unit__organisation__name", "unit__name", "name"
        )
        self.contacts = {str(contact.pk): contact for contact in contacts}
        purposes = [(p.value, code_list("purposes").label(p.value)) for p in PURPOSES]
        self.fields["title"] = forms.CharField(
            label="Naam van het convenant", max_length=160, error_messages=REQUIRED
        )
        self.fields["parties"] = choose_many(
            "Wie hebben getekend?", [(key, f"{c.unit}: {c.name}") for key, c in self.contacts.items()], required=True,
            help_text="Kies per afdeling de functie die te bellen is. Een afdeling zonder functie kan niet meedoen.",
        )  # fmt: skip
        self.fields["purposes"] = choose_many("Voor welke doelen?", purposes, required=True)
        self.fields["data_classes"] = choose_many(
            "Welke gegevens mogen gedeeld worden?", [(c.value, words) for c, words in DATA_CLASSES.items()],
            required=True,
            help_text="Verblijf, melders en medewerkers staan achter een muur: daarvoor geldt geen convenant.",
        )  # fmt: skip
        self.fields["identifier_kinds"] = choose_many(
            "Wat mag vergeleken worden?",
            list(IDENTIFIER_KINDS.items()),
            help_text="Laat leeg als het convenant geen vergelijking toestaat.",
        )
        self.fields["emergency"] = forms.BooleanField(
            label="Het convenant regelt ook toegang bij acuut gevaar", required=False
        )
        self.fields["source"] = long_text(
            "Waar ligt de getekende tekst, en op welke artikelen rust zij?", required=True, rows=3
        )
        self.fields["starts_on"] = day_field("Begint op")
        self.fields["ends_on"] = day_field("Laatste dag")

    def clean_parties(self) -> list[Function]:
        """At least two units, one function each."""
        chosen = [self.contacts[key] for key in self.cleaned_data["parties"]]
        if len({contact.unit_id for contact in chosen}) != len(chosen):
            raise forms.ValidationError("Kies per afdeling één functie.")
        if len(chosen) < 2:
            raise forms.ValidationError("Een convenant heeft ten minste twee partijen. Kies er nog een.")
        return chosen

    def clean(self) -> dict[str, Any]:
        """It ends after it begins."""
        data = super().clean() or self.cleaned_data
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", "De laatste dag ligt voor de eerste. Kies een latere dag.")
        return data

    def terms(self) -> Terms:
        """What was filled in, for the action."""
        data = self.cleaned_data
        return Terms(
            title=data["title"], purposes=tuple(data["purposes"]), data_classes=tuple(data["data_classes"]),
            identifier_kinds=tuple(data["identifier_kinds"]), emergency=data["emergency"], source=data["source"],
            starts_on=data["starts_on"], ends_on=data["ends_on"], parties=tuple(data["parties"]),
        )  # fmt: skip


def _initial(covenant: Covenant | None) -> dict[str, Any]:
    if covenant is None:
        return {"submission": uuid.uuid4()}
    names = ("title", "purposes", "data_classes", "identifier_kinds", "emergency", "source", "starts_on", "ends_on")
    found: dict[str, Any] = {name: getattr(covenant, name) for name in names}
    parties = [str(party.contact_id) for party in covenant.parties.all()]
    return found | {"parties": parties, "version": covenant.version}


class CheckForm(forms.Form):
    """Somebody says that the text was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    read = forms.BooleanField(
        label="Ik heb de getekende tekst gelezen. Partijen, doelen, gegevens en data hierboven kloppen ermee.",
        error_messages={"required": "Vink dit alleen aan als u de tekst hebt gelezen."},
    )


class ConfirmForm(forms.Form):
    """For which own parties, after reading."""

    def __init__(self, *args: Any, parties: list[CovenantParty], **kwargs: Any) -> None:
        self.mine = {str(party.pk): party for party in parties}
        if len(parties) == 1:
            kwargs["initial"] = {"parties": list(self.mine)}
        super().__init__(*args, **kwargs)
        units = [(key, str(party.unit)) for key, party in self.mine.items()]
        self.fields["parties"] = choose_many("Voor welke afdelingen?", units, required=True)
        self.add_last()

    def add_last(self) -> None:
        """The last question of the form."""
        self.fields["read"] = forms.BooleanField(
            label="Ik heb de getekende tekst gelezen. Deze afdelingen zijn partij en gaan akkoord.",
            error_messages={"required": "Vink dit alleen aan als u de tekst hebt gelezen."},
        )

    def chosen(self) -> list[CovenantParty]:
        """The parties that were chosen."""
        return [self.mine[key] for key in self.cleaned_data["parties"]]


class WithdrawForm(ConfirmForm):
    """For which own parties, and why."""

    def add_last(self) -> None:
        """The reason stands beside the party, for everybody who reads the covenant."""
        self.fields["why"] = forms.CharField(
            label="Waarom?", max_length=300, error_messages=REQUIRED,
            help_text="Een zin. Iedereen die het convenant leest, ziet hem. Noem niemand.",
        )  # fmt: skip
