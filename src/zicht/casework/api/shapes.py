# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What stands in an answer, in the words of the interface (Dutch, camelCase). Made into openapi.json.

There is no place for who reported and none for who works on it: what has no place cannot leave.
"""

from rest_framework import serializers as s

SIGNAL_STATES = ("received", "weighing", "waiting_capacity", "weighed", "in_case", "closed")
CASE_STATES = ("open", "waiting_capacity", "closed")


class Betrokkene(s.Serializer):
    """A person named in a signal."""

    rol = s.CharField()
    naam = s.CharField()
    omschrijving = s.CharField()
    leeftijd = s.CharField()


class Gegeven(s.Serializer):
    """An address, vehicle, company; a phone, account or advert only with its ground."""

    soort = s.CharField()
    waarde = s.CharField()
    grond = s.CharField()


class Teken(s.Serializer):
    """An indicator in one of three states. Never added up."""

    code = s.CharField()
    gezien = s.ChoiceField(choices=["observed", "not_observed", "unknown"])
    bron = s.CharField()


class SignaalKort(s.Serializer):
    """A signal in a list."""

    id = s.UUIDField()
    kenmerk = s.CharField()
    soort = s.CharField()
    stand = s.ChoiceField(choices=SIGNAL_STATES)
    acuut = s.BooleanField()
    ontvangenOp = s.DateTimeField()  # noqa: N815 - the interface's own names
    termijnOp = s.DateTimeField()  # noqa: N815
    afdeling = s.CharField()


class Signaal(SignaalKort):
    """One signal."""

    betreft = s.CharField()
    feit = s.CharField()
    duiding = s.CharField()
    waargenomenOm = s.CharField()  # noqa: N815
    vormen = s.ListField(child=s.CharField())
    leeftijd = s.CharField()
    dwangmiddelen = s.ListField(child=s.CharField())
    gemeente = s.CharField()
    uitkomst = s.CharField()
    afgeslotenOp = s.DateTimeField(allow_null=True)  # noqa: N815
    casusId = s.UUIDField(allow_null=True)  # noqa: N815
    betrokkenen = Betrokkene(many=True)
    gegevens = Gegeven(many=True)
    tekens = Teken(many=True)


class Persoon(s.Serializer):
    """A person in a case. By grant only the granted names are there."""

    rollen = s.ListField(child=s.CharField(), required=False)
    naam = s.CharField(required=False)
    geboortejaar = s.IntegerField(allow_null=True, required=False)
    geslacht = s.CharField(required=False)
    nationaliteit = s.CharField(required=False)
    taal = s.CharField(required=False)
    vormen = s.ListField(child=s.CharField(), required=False)
    veiligContact = s.CharField(required=False)  # noqa: N815
    familieBetrokken = s.CharField(required=False)  # noqa: N815
    aantekening = s.CharField(required=False)


class Actie(s.Serializer):
    """Something agreed on, without who does it."""

    spoor = s.CharField()
    omschrijving = s.CharField()
    uiterlijkOp = s.DateField()  # noqa: N815
    gedaanOp = s.DateTimeField(allow_null=True)  # noqa: N815
    resultaat = s.CharField()


class CasusKort(s.Serializer):
    """A case in a list. One that is open by grant has only its key, reference and unit."""

    id = s.UUIDField()
    kenmerk = s.CharField()
    afdeling = s.CharField()
    alleenLezen = s.BooleanField()  # noqa: N815
    omschrijving = s.CharField(required=False)
    stand = s.ChoiceField(choices=CASE_STATES, required=False)
    geopendOp = s.DateTimeField(required=False)  # noqa: N815


class Casus(CasusKort):
    """One case; by grant only what was granted."""

    betreft = s.CharField(required=False)
    vormen = s.ListField(child=s.CharField(), required=False)
    leeftijd = s.CharField(required=False)
    acuut = s.BooleanField(required=False)
    samenvatting = s.CharField(required=False)
    uitkomst = s.CharField(required=False)
    afgeslotenOp = s.DateTimeField(allow_null=True, required=False)  # noqa: N815
    personen = Persoon(many=True, required=False)
    acties = Actie(many=True, required=False)


class _Pagina(s.Serializer):
    aantal = s.IntegerField()
    pagina = s.IntegerField()
    paginaGrootte = s.IntegerField()  # noqa: N815
    volgende = s.CharField(allow_null=True)
    vorige = s.CharField(allow_null=True)


class SignalenPagina(_Pagina):
    """A page of signals."""

    resultaten = SignaalKort(many=True)


class CasussenPagina(_Pagina):
    """A page of cases."""

    resultaten = CasusKort(many=True)


class _Strict(s.Serializer):
    """A name that the interface does not know is an error, not something to pass over."""

    def to_internal_value(self, data: object) -> object:
        """Raises ValidationError for unknown names and for anything that is no object."""
        if isinstance(data, dict):
            strange = sorted(str(name) for name in data if name not in self.fields)
            if strange:
                raise s.ValidationError({name: ["Deze naam kent de interface niet."] for name in strange})
        return super().to_internal_value(data)


class Bladeren(_Strict):
    """Which page."""

    pagina = s.IntegerField(required=False, min_value=1, max_value=100_000, default=1)
    paginaGrootte = s.IntegerField(required=False, min_value=1, max_value=100, default=25)  # noqa: N815


class SignalenVraag(Bladeren):
    """A list of signals by state."""

    stand = s.ChoiceField(choices=SIGNAL_STATES, required=False)


class CasussenVraag(Bladeren):
    """A list of cases by state."""

    stand = s.ChoiceField(choices=CASE_STATES, required=False)


class SignalenZoeken(SignalenVraag):
    """A search in the body, so that nothing sensitive stands in an address."""

    kenmerk = s.CharField(required=False, max_length=20)
    vorm = s.CharField(required=False, max_length=10)
    gemeente = s.CharField(required=False, max_length=10)
    acuut = s.BooleanField(required=False)
    ontvangenVanaf = s.DateTimeField(required=False)  # noqa: N815
    ontvangenTot = s.DateTimeField(required=False)  # noqa: N815


class CasussenZoeken(CasussenVraag):
    """A search in the body."""

    kenmerk = s.CharField(required=False, max_length=20)
    geopendVanaf = s.DateTimeField(required=False)  # noqa: N815
    geopendTot = s.DateTimeField(required=False)  # noqa: N815
