# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What people saw: fragments from which the words of invented signals are made. Facts and thoughts apart.

Every word here was invented. Names of streets, firms and places exist in no real town.
"""

from dataclasses import dataclass

STREETS = (
    "Lindedreef", "Veerstoep", "Molenzoom", "Kreekkade", "Zilverwilgpad", "Achterdoel", "Kalkovenlaan", "Visserszijl",
    "Populierenhof", "Sluisbaan", "Oeverwal", "Meentrand",
)  # fmt: skip
FIRMS = (
    "Kwekerij Zonnedal", "Autowas De Glans", "Uitzendbureau Vlotwerk", "Restaurant De Gouden Aar",
    "Bouwbedrijf Kreek", "Pakhuis Noorderdok", "Schoonmaak Helder Waterlinde",
    "Nagelstudio Parelmoer", "Vleesverwerking Meentveld",
    "Bezorgdienst Rap aan Huis",
)  # fmt: skip
SPOTS = (
    "het station", "het parkeerterrein bij de Sluisbaan", "het winkelplein",
    "het vakantiepark Veenrand", "het bedrijventerrein Noorderdok", "de speeltuin aan de Molenzoom",
    "het hotel bij de afrit", "het buurthuis De Schakel",
)  # fmt: skip
WHENS = (
    "vorige week", "eergisteren, in de middag", "de laatste drie weken", "sinds de zomer", "gisteravond laat",
    "dit weekend", "al een paar maanden, elke vrijdag", "maandag rond acht uur", "twee keer deze maand",
)  # fmt: skip
NAMES = (
    "Mirko", "Ilona", "Sem", "Dunya", "Kofi", "Romy", "Ferhat", "Anouk", "Jovan", "Lerato", "Timo", "Soraya",
    "Wessel", "Nadja", "Idris", "Fleur", "Bao", "Oksana", "Kevin", "Zuzana",
)  # fmt: skip
# Men and women take turns in NAMES.
NAMES_OF = {"male": NAMES[0::2], "female": NAMES[1::2]}
FAMILY_NAMES = ("B.", "D.", "H.", "K.", "M.", "P.", "S.", "T.", "V.", "W.")


@dataclass(frozen=True)
class Scene:
    """One kind of observation. forms empty: not yet clear. seen: indicators that fit; coercion: means that fit.

    slots in the words: {straat} {nr} {bedrijf} {plek} {naam}. things: kinds that such a signal can carry.
    """

    forms: tuple[str, ...]
    about: str
    age: str
    facts: tuple[str, ...]
    details: tuple[str, ...]
    thoughts: tuple[str, ...]
    seen: tuple[str, ...] = ()
    coercion: tuple[str, ...] = ()
    domains: tuple[str, ...] = ("jzw", "ond", "oov", "wfs", "ww")
    things: tuple[str, ...] = ()
    advice: str = ""


SCENES: tuple[Scene, ...] = (
    Scene(
        ("SU",), "person", "minor",
        ("Een leerling van 15 wordt na school opgehaald door een man van rond de dertig. Steeds in een andere auto.",
         "Een meisje uit de derde klas heeft in korte tijd een dure telefoon en nieuwe kleren gekregen."),
        ("Ze komt 's ochtends te laat en valt in de les in slaap.", "Ze laat haar telefoon aan niemand meer zien.",
         "Twee vriendinnen vertellen dat ze vaak 'weg moet' als ze een bericht krijgt."),
        ("Ik ben bang dat hij haar aan anderen aanbiedt.", "Misschien is het een vriend, maar het voelt niet goed."),
        ("sudden_change", "su_controlling_partner", "missed_appointments", "cu_not_home"), (), ("ond", "jzw"),
        advice="Een leerling lijkt door een oudere vriend te worden gestuurd. Wat kan ik het beste eerst doen?",
    ),
    Scene(
        ("SU",), "person", "adult",
        ("Een jonge vrouw vertelt dat haar vriend haar afspraken regelt en het geld houdt.",
         "Een cliënte zegt dat ze klanten moet ontvangen in een huis aan de {straat}."),
        ("Ze heeft blauwe plekken op haar armen.", "Ze kijkt steeds of er iemand meeluistert.",
         "Ze wil niet dat wij haar thuis bellen."),
        ("Ik denk dat ze niet kan stoppen.", "Zij noemt het haar eigen keuze, ik twijfel daaraan."),
        ("su_other_arranges", "su_hands_over", "says_afraid", "injuries", "su_sick_not_allowed"),
        ("violence", "earnings_taken", "emotional_manipulation"), ("jzw", "wfs"), ("address",),
        advice="Een cliënte werkt in de seksbranche en lijkt niet te kunnen stoppen. Hoe begin ik daarover?",
    ),
    Scene(
        ("SU",), "person", "minor",
        ("Een jongen van 16 vertelt dat iemand naaktfoto's van hem heeft en daarom steeds meer vraagt.",
         "Een meisje van 14 krijgt berichten van een onbekende die dreigt beelden te delen."),
        ("Er moest al twee keer geld worden betaald.", "Sinds die tijd slaapt de leerling slecht en eet weinig.",
         "Het contact begon in een spel op de telefoon."),
        ("Volgens mij zit er meer dan één persoon achter.", "Ik weet niet of de ouders dit mogen weten."),
        ("su_images", "says_afraid", "sudden_change"), (), ("ond", "jzw"), ("account",),
    ),
    Scene(
        ("SU",), "place", "unknown",
        ("In een woning aan de {straat} {nr} komen 's avonds steeds andere mannen, elk ongeveer een halfuur.",
         "In een vakantiehuis op park Veenrand wisselen elke week jonge vrouwen."),
        ("De gordijnen zijn altijd dicht.", "Een man wacht de hele avond in een auto voor de deur.",
         "De vrouwen gaan nooit alleen naar buiten."),
        ("Ik vraag me af of zij daar vrijwillig zijn.", "Het kan ook iets anders zijn, maar het valt op."),
        ("moved_about", "su_sleeps_at_work"), ("confinement",), ("ww", "oov"), ("address", "vehicle"),
    ),
    Scene(
        ("SU",), "place", "unknown",
        ("In {bedrijf} slapen de medewerksters in een kamer achter de zaak.",
         "Bij een controle in een salon aan de {straat} antwoordde de eigenaar voor iedereen."),
        ("Er lag een lijst met tijden en bedragen.", "De medewerksters kenden het adres niet waar ze waren."),
        ("Er is misschien meer aan de hand dan een overtreding.",),
        ("controlled_by_other", "su_sleeps_at_work", "papers_elsewhere"), ("papers_withheld",), ("oov",),
        ("company",),
    ),
    Scene(
        ("SU",), "person", "adult",
        ("Een man met een lichte beperking vertelt dat een kennis hem aan anderen 'uitleent'.",
         "Een vrouw in begeleid wonen krijgt bezoek van mannen die zij zelf niet kent."),
        ("De kennis beheert ook de bankpas.", "De begeleiding mag er niet bij zijn als de kennis er is."),
        ("Ik denk dat de kennis misbruik maakt van de situatie.", "Zij ziet deze persoon als beste vriend."),
        ("controlled_by_other", "papers_elsewhere", "su_other_arranges"),
        ("abuse_mild_disability", "earnings_taken"), ("jzw",),
    ),
    Scene(
        ("AU",), "persons", "adult",
        ("Zeven mannen slapen op matrassen in een huis aan de {straat} {nr} dat van hun baas is.",
         "Werknemers van {bedrijf} vertellen dat huur, boetes en vervoer van hun loon gaan."),
        ("Ze houden ongeveer vijftig euro in de week over.", "Wie ziek is, moet dezelfde dag het huis uit.",
         "Hun paspoorten liggen op kantoor."),
        ("Zij durven niet te klagen, want dan zijn ze alles kwijt.",
         "Dit lijkt op uitbuiting, zeker weten doe ik het niet."),
        ("au_underpaid", "au_bad_housing", "au_employer_controls", "papers_elsewhere"),
        ("threat_eviction", "papers_withheld"), ("ww", "wfs", "oov"), ("address", "company"),
        advice="Bewoners van een huis van hun werkgever houden bijna niets over. Bij wie kan ik terecht?",
    ),
    Scene(
        ("AU",), "person", "adult",
        ("Een vrouw die in een huishouden werkt, heeft al maanden geen loon gekregen.",
         "Een kok van {bedrijf} werkt zeven dagen per week en slaapt boven de keuken."),
        ("Zij mag alleen met iemand van het gezin naar buiten.", "Er is geen contract en geen loonstrook.",
         "Na een brandwond is er geen dokter bij gehaald."),
        ("Ik heb de indruk dat weggaan niet kan.", "De persoon is bang voor schulden bij de werkgever."),
        ("au_underpaid", "au_long_days", "cannot_leave", "au_unsafe_work"), ("confinement", "debt", "deception"),
        ("wfs", "jzw"), ("company",),
    ),
    Scene(
        ("AU",), "place", "unknown",
        ("Bij {bedrijf} staan busjes waarin mensen lijken te slapen.",
         "Bij {plek} worden elke ochtend om vijf uur mensen afgezet. Om tien uur 's avonds worden zij gehaald."),
        ("Er hangen camera's die op de werkvloer zijn gericht.", "Het hek zit overdag op slot.",
         "Niemand draagt handschoenen of een helm."),
        ("Misschien alleen zwart werk, misschien meer.", "Het bedrijf wisselt vaak van naam."),
        ("au_fenced", "au_unsafe_work", "au_long_days"), ("confinement",), ("oov", "ww"), ("company", "vehicle"),
    ),
    Scene(
        ("AU",), "persons", "adult",
        ("Drie bezorgers delen één account. Een vierde man int hun geld.",
         "Schoonmakers moeten eerst duizend euro betalen voordat zij mogen beginnen."),
        ("Zij weten niet voor welk bedrijf zij werken.", "Hun uren kloppen niet met wat zij krijgen."),
        ("Zij zien het als een schuld, ik zie het als dwang.",),
        ("au_underpaid", "unexplained_debt", "su_hands_over"), ("debt", "earnings_taken"), ("wfs", "oov"),
        ("company",),
    ),
    Scene(
        ("AU",), "person", "unknown",
        ("Een man meldt zich bij het loket met een ongeluk van het werk. Hij weet het adres van zijn baas niet.",
         "Een jonge vrouw bij {bedrijf} krijgt alleen eten en een slaapplaats."),
        ("Een ander deed het woord.", "De reis hierheen kostte veel; dat moet eerst worden terugbetaald."),
        ("Ik weet nog te weinig, maar wil dit niet laten liggen.",),
        ("au_unsafe_work", "controlled_by_other", "unexplained_debt"), ("debt", "deception"), ("wfs",), ("company",),
    ),
    Scene(
        ("CU",), "person", "minor",
        ("Een jongen van 14 had vier bankpassen van anderen in zijn jas.",
         "Een leerling van 16 werd betrapt met pakjes. Hij wil niet zeggen van wie ze zijn."),
        ("Hij hangt na school om met oudere jongens bij {plek}.",
         "Hij is de laatste maand twaalf keer afwezig geweest.",
         "Hij heeft dure schoenen, thuis is weinig geld."),
        ("Ik denk dat hij wordt gestuurd.", "Hij noemt zichzelf geen slachtoffer."),
        ("cu_older_group", "cu_police_contact", "missed_appointments", "sudden_change"), (), ("ond", "jzw", "oov"),
        advice="Een leerling lijkt klusjes te doen voor ouderen. Is dit iets voor u of voor de politie?",
    ),
    Scene(
        ("CU",), "person", "adult",
        ("Er staan elf auto's op naam van een man zonder inkomen.",
         "Een cliënt heeft in een jaar vijf telefoonabonnementen afgesloten, de toestellen zijn weg."),
        ("Hij krijgt boetes uit plaatsen waar hij nooit komt.", "Een 'vriend' zit bij elk gesprek.",
         "Zijn bankrekening is geblokkeerd."),
        ("Volgens mij wordt zijn naam gebruikt.", "Hij begrijpt niet goed wat hij heeft getekend."),
        ("cu_cars_in_name", "cu_account_blocked", "unexplained_debt", "controlled_by_other"),
        ("abuse_mild_disability", "peer_pressure"), ("wfs", "jzw"),
        advice="Een cliënt heeft auto's op naam die hij niet kent. Waar begin ik?",
    ),
    Scene(
        ("CU",), "person", "adult",
        ("Een man vertelt dat hij een schuld moet afbetalen door planten te verzorgen in een huis aan de {straat}.",
         "Een bewoner van de opvang moet elke dag geld inleveren bij iemand bij {plek}."),
        ("Er zijn foto's van zijn familie gestuurd.", "Hij is vorige week geslagen."),
        ("Hij is verdachte én slachtoffer, denk ik.", "Ik geloof hem, al wisselt het verhaal."),
        ("cu_debt_threat", "says_afraid", "injuries"), ("violence", "debt", "threat_disclose_offences"),
        ("jzw", "oov"), ("address",),
    ),
    Scene(
        ("CU",), "persons", "minor",
        ("Drie kinderen van een jaar of twaalf stelen op bestelling in de winkels bij {plek}.",
         "Brugklassers krijgen geld als zij hun pinpas een dag uitlenen."),
        ("Een oudere jongen wacht buiten.", "Wie nee zegt, wordt op straat opgewacht."),
        ("Er zit een groep achter.", "De kinderen vinden het stoer en zijn ook bang."),
        ("cu_older_group", "cu_cards_ids", "says_afraid"), (), ("ond", "oov", "jzw"),
    ),
    Scene(
        ("CU",), "persons", "unknown",
        ("Elke ochtend worden vier mensen met een busje bij {plek} afgezet om te bedelen.",
         "Twee vrouwen met een baby bedelen de hele dag. Een man haalt het geld op."),
        ("Zij mogen met niemand praten.", "Bij regen blijven zij gewoon zitten."),
        ("Ik denk dat het geld niet voor henzelf is.",),
        ("moved_about", "su_hands_over", "controlled_by_other"), ("earnings_taken",), ("oov",), ("vehicle",),
    ),
    Scene(
        ("SU", "CU"), "person", "minor",
        ("Een meisje van 17 moest eerst pakjes wegbrengen en daarna 'aardig zijn' voor klanten.",
         "Een jongen van 15 moet anderen zoeken die seks willen verkopen."),
        ("Zij heeft schulden bij een groep.", "De groep heeft filmpjes."),
        ("Beide vormen lopen door elkaar.",),
        ("cu_debt_threat", "su_images", "cu_not_home"), (), ("jzw", "ond"), ("phone",),
    ),
    Scene(
        ("AU", "CU"), "person", "adult",
        ("Een man werkte onbetaald in een zaak aan de {straat} en moest daarna spullen bewaren.",
         "Een vrouw maakt schoon zonder loon en moet pakketten op haar naam ontvangen."),
        ("Weigeren kan niet, dan verliest hij zijn kamer.", "Zij heeft de sleutel van haar eigen huis niet."),
        ("Het begon als werk en werd iets anders.",),
        ("au_underpaid", "cannot_leave", "controlled_by_other"), ("threat_eviction", "violence"), ("jzw", "wfs"),
    ),
    Scene(
        (), "person", "unknown",
        ("Een jonge vrouw komt steeds met dezelfde man naar het spreekuur. Hij beantwoordt alle vragen.",
         "Een bewoner van de {straat} is al weken niet gezien, een ander haalt de post."),
        ("Zij heeft geen eigen telefoon.", "Er is geen ruzie gehoord."),
        ("Ik weet niet wat het is, maar het klopt niet.", "Kan ook een moeilijke relatie zijn."),
        ("controlled_by_other", "contradicting_story"), (), ("jzw", "ww", "wfs"),
        advice="Iemand komt nooit alleen naar het spreekuur. Hoe spreek ik deze persoon veilig alleen?",
    ),
    Scene(
        (), "place", "unknown",
        ("Aan de {straat} {nr} staan elf mensen ingeschreven, de woning heeft twee kamers.",
         "In een loods bij {plek} brandt 's nachts licht en wordt gekookt."),
        ("De brievenbus zit vol aanmaningen.", "Er komen busjes met afgeplakte ruiten."),
        ("Geen idee of het om uitbuiting gaat.",), ("moved_about",), (), ("ww", "oov"), ("address", "vehicle"),
    ),
    Scene(
        (), "person", "minor",
        ("Een kind van 10 komt niet meer op school en zou 'in de zaak' helpen.",
         "Een minderjarige uit de opvang is drie nachten weggebleven en wil niet zeggen waar."),
        ("Er zijn drie telefoons in de tas gevonden.", "De verzorger geeft steeds een andere uitleg."),
        ("Ik maak me zorgen en weet niet waarover precies.",),
        ("missed_appointments", "contradicting_story", "cu_not_home"), (), ("ond", "jzw"),
    ),
    Scene(
        ("OR",), "person", "adult",
        ("Een man vraagt hoe hij van een afspraak voor een operatie in het buitenland af kan komen.",),
        ("Iemand zou zijn schuld kwijtschelden.",), ("Dit heb ik nooit eerder gehoord.",),
        ("or_payment", "or_travel"), ("debt",), ("jzw", "wfs"),
    ),
)  # fmt: skip

# Shares of forms in what is signalled at the street. The register knows sexual exploitation best (62% any SU, 22%
# any AU, 11% any CU, 2015-2019: Slachtoffermonitor); half of the professionals in CKM's study suspect criminal
# exploitation (821 of 1,637). The demo lies in between; that is invented.
FORM_SHARES: dict[tuple[str, ...], float] = {
    ("SU",): 28, ("AU",): 25, ("CU",): 25, ("SU", "CU"): 3, ("AU", "CU"): 3, (): 15, ("OR",): 0.5,
}  # fmt: skip

# Suspicions per domain in CKM's study: 345, 160, 232, 63 and 21 of 821 respondents who saw something.
DOMAIN_SHARES: dict[str, float] = {"jzw": 345, "ond": 160, "oov": 232, "wfs": 63, "ww": 21}
