# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Addresses of this room."""

from django.urls import path

from zicht.access import covenantpartyviews, covenantviews, hatviews, houseviews, sessionviews, tokenviews, views
from zicht.access.oversight import views as oversight

app_name = "access"

urlpatterns = [
    path("werk/", hatviews.choose, name="hats"),
    path("functies/", views.functions, name="functions"),
    path("mensen/", views.people, name="staff"),
    path("mensen/nieuw/", views.person_add, name="person-add"),
    path("mensen/<uuid:key>/", views.person, name="person"),
    path("mensen/<uuid:key>/blokkeren/", views.block, name="block"),
    path("mensen/<uuid:key>/link/", views.invite, name="invite"),
    path("plekken/<int:number>/einde/", views.seat_end, name="seat-end"),
    path("afdelingen/", houseviews.units, name="units"),
    path("inboxen/", houseviews.inboxes, name="inboxes"),
    path("inboxen/<int:number>/", houseviews.function, name="function"),
    path("inboxen/<int:number>/vervanging/", houseviews.stand_in, name="stand-in"),
    path("vervanging/<int:number>/einde/", houseviews.stand_in_end, name="stand-in-end"),
    path("inboxen/plek/<int:number>/einde/", houseviews.holder_end, name="holder-end"),
    path("definities/", houseviews.definitions, name="definitions"),
    path("definities/<int:number>/einde/", houseviews.definition_end, name="definition-end"),
    path("handelingen/", oversight.acts, name="audit"),
    path("handelingen/<uuid:key>/", oversight.act, name="act"),
    path("toezicht/", oversight.overview, name="oversight"),
    path("toezicht/geweigerd/", oversight.denials, name="denials"),
    path("toezicht/lezen/", oversight.reading_rules, name="reading"),
    path("toezicht/rechten/", oversight.rights, name="rights"),
    path("toezicht/rechten/<int:number>/", oversight.rights_answer, name="rights-answer"),
    path("toezicht/afspraken/", oversight.agreements, name="agreements"),
    path("sleutels/", tokenviews.tokens, name="tokens"),
    path("sleutels/<uuid:key>/einde/", tokenviews.token_end, name="token-end"),
    path("sessies/", sessionviews.sessions, name="sessions"),
    path("sessies/elders/einde/", sessionviews.sessions_end_others, name="sessions-end-others"),
    path("sessies/verder/", sessionviews.go_on, name="kept"),
    path("sessies/<uuid:key>/einde/", sessionviews.session_end, name="session-end"),
    path("mensen/<uuid:key>/sleutels/", tokenviews.end_all, name="tokens-end-all"),
    path("convenanten/", covenantviews.covenants, name="covenants"),
    path("convenanten/wachten/", covenantviews.covenants_waiting, name="covenants-waiting"),
    path("convenanten/nieuw/", covenantviews.covenant_add, name="covenant-add"),
    path("convenanten/<uuid:key>/", covenantviews.covenant, name="covenant"),
    path("convenanten/<uuid:key>/wijzigen/", covenantviews.covenant_edit, name="covenant-edit"),
    path("convenanten/<uuid:key>/controleren/", covenantviews.covenant_check, name="covenant-check"),
    path("convenanten/<uuid:key>/beeindigen/", covenantviews.covenant_end, name="covenant-end"),
    path("convenanten/<uuid:key>/bevestigen/", covenantpartyviews.confirm, name="covenant-confirm"),
    path("convenanten/<uuid:key>/intrekken/", covenantpartyviews.withdraw, name="covenant-withdraw"),
]
