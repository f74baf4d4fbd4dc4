# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Forms of the administrator."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from zicht.access.models import Person, Unit
from zicht.access.roles import Role
from zicht.base.formfields import Asking, offer_rows

ROLE_NAMES: dict[Role, str] = {
    Role.REPORTER: "Melder",
    Role.FOCAL_POINT: "Aandachtsfunctionaris",
    Role.CARE_COORDINATOR: "Zorgcoördinator",
    Role.PARTNER: "Ketenpartner",
    Role.CHAIR: "Voorzitter casustafel",
    Role.REGISTRAR: "Registrator",
    Role.ANALYST: "Analist",
    Role.POLICY_OFFICER: "Beleidsmedewerker",
    Role.PRIVACY_OFFICER: "Functionaris gegevensbescherming",
    Role.ADMINISTRATOR: "Beheerder",
    Role.CUSTODIAN: "Bewaarder van de identiteit van melders",
    Role.INSPECTOR: "Toezichthouder en opsporingsambtenaar",
}


class SeatForm(Asking):
    """A role in a unit."""

    unit: "forms.ModelChoiceField[Unit]" = forms.ModelChoiceField(queryset=Unit.objects.none(), label="Afdeling")
    role = forms.ChoiceField(label="Rol", choices=[(r.value, ROLE_NAMES[r]) for r in Role])

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "unit", units)


class NewPersonForm(SeatForm):
    """A new account with its first seat."""

    name = forms.CharField(label="Naam", max_length=120)
    email = forms.EmailField(label="E-mailadres van het werk", max_length=254)
    field_order = ("name", "email", "unit", "role")

    def clean_email(self) -> str:
        """One account per address."""
        email: str = self.cleaned_data["email"].lower()
        if Person.objects.filter(email=email).exists():
            raise forms.ValidationError(
                "Er is al een account met dit adres. Geef die persoon een extra plek in plaats van een nieuw account."
            )
        return email
