# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The fixed words of the layout, the forms and the sign-in pages, by key and language.

Dutch and English are complete. Polish, Romanian and Bulgarian hold only what the public layout and its
forms show; they were not yet reviewed by a native speaker (``REVIEWED`` says so). A missing language
falls back to Dutch, so that a screen never shows a bare key.
"""

from __future__ import annotations

from typing import Final

FALLBACK: Final = "nl"

#: Languages whose words in this file a native speaker has read.
REVIEWED: Final = frozenset({"nl", "en"})

#: Shown in the public layout and in every form: all five languages.
SHARED: Final[dict[str, dict[str, str]]] = {
    "skip": {
        "nl": "Naar de inhoud",
        "en": "Skip to content",
        "pl": "Przejdź do treści",
        "ro": "Mergi la conținut",
        "bg": "Към съдържанието",
    },
    "quick_exit": {
        "nl": "Pagina snel verlaten",
        "en": "Leave this page quickly",
        "pl": "Szybko opuść stronę",
        "ro": "Părăsește rapid pagina",
        "bg": "Бързо напускане",
    },
    "quick_exit_help": {
        "nl": "U gaat dan naar een site over het weer. Uw browser kan nog wel onthouden dat u hier was.",
        "en": "You will go to a weather site. Your browser may still remember that you were here.",
        "pl": "Otworzy się strona o pogodzie. Przeglądarka może nadal pamiętać tę wizytę.",
        "ro": "Veți ajunge pe un site despre vreme. Browserul poate păstra în continuare această vizită.",
        "bg": "Ще се отвори сайт за времето. Браузърът може все пак да запази това посещение.",
    },
    "language": {"nl": "Taal", "en": "Language", "pl": "Język", "ro": "Limba", "bg": "Език"},
    "optional": {
        "nl": "niet verplicht",
        "en": "optional",
        "pl": "nieobowiązkowe",
        "ro": "opțional",
        "bg": "по избор",
    },
    "errors_title": {
        "nl": "Kijk dit na",
        "en": "Please check this",
        "pl": "Sprawdź te pola",
        "ro": "Verificați",
        "bg": "Проверете",
    },
    "errors_kept": {
        "nl": "Wat u al had ingevuld, staat er nog.",
        "en": "What you filled in is still there.",
        "pl": "Wpisane dane zostały zachowane.",
        "ro": "Ce ați completat a fost păstrat.",
        "bg": "Попълненото от вас е запазено.",
    },
    "error_word": {"nl": "Fout", "en": "Error", "pl": "Błąd", "ro": "Eroare", "bg": "Грешка"},
    "privacy": {
        "nl": "Privacy",
        "en": "Privacy",
        "pl": "Prywatność",
        "ro": "Confidențialitate",
        "bg": "Поверителност",
    },
    "accessibility": {
        "nl": "Toegankelijkheid",
        "en": "Accessibility",
        "pl": "Dostępność",
        "ro": "Accesibilitate",
        "bg": "Достъпност",
    },
    "help": {"nl": "Hulp", "en": "Help", "pl": "Pomoc", "ro": "Ajutor", "bg": "Помощ"},
    "footer": {
        "nl": "Over deze site",
        "en": "About this site",
        "pl": "O tej stronie",
        "ro": "Despre acest site",
        "bg": "За този сайт",
    },
    "demo": {
        "nl": "Dit is een oefenomgeving. Alle personen en organisaties zijn verzonnen.",
        "en": "This is a practice environment. All persons and organisations are invented.",
        "pl": "To jest środowisko ćwiczeniowe. Wszystkie osoby i organizacje są zmyślone.",
        "ro": "Acesta este un mediu de exercițiu. Toate persoanele și organizațiile sunt inventate.",
        "bg": "Това е учебна среда. Всички лица и организации са измислени.",
    },
    "demo_label": {
        "nl": "Oefenomgeving",
        "en": "Practice",
        "pl": "Ćwiczenia",
        "ro": "Exercițiu",
        "bg": "Учебна среда",
    },
    "unknown_moment": {
        "nl": "nog niet bekend",
        "en": "not known yet",
        "pl": "jeszcze nieznane",
        "ro": "încă necunoscut",
        "bg": "още не е известно",
    },
    "messages": {
        "nl": "Mededelingen",
        "en": "Messages",
        "pl": "Komunikaty",
        "ro": "Mesaje",
        "bg": "Съобщения",
    },
    "crumbs": {"nl": "Kruimelpad", "en": "Breadcrumbs", "pl": "Ścieżka", "ro": "Cale", "bg": "Път"},
    "home": {"nl": "Start", "en": "Start", "pl": "Start", "ro": "Start", "bg": "Начало"},
    "scroll_hint": {
        "nl": "tabel, kan opzij schuiven",
        "en": "table, scrolls sideways",
        "pl": "tabela, można przesuwać w bok",
        "ro": "tabel, se poate derula lateral",
        "bg": "таблица, може да се превърта настрани",
    },
    "page_nav": {"nl": "Bladeren", "en": "Pages", "pl": "Strony", "ro": "Pagini", "bg": "Страници"},
    "page": {"nl": "Pagina", "en": "Page", "pl": "Strona", "ro": "Pagina", "bg": "Страница"},
    "of": {"nl": "van", "en": "of", "pl": "z", "ro": "din", "bg": "от"},
    "previous": {"nl": "Vorige", "en": "Previous", "pl": "Poprzednia", "ro": "Înapoi", "bg": "Назад"},
    "next": {"nl": "Volgende", "en": "Next", "pl": "Następna", "ro": "Înainte", "bg": "Напред"},
}

#: Shown to people who are signed in: Dutch and English.
HOUSE: Final[dict[str, tuple[str, str]]] = {
    "sessions": ("Waar u bent ingelogd", "Where you are signed in"),
    "tokens": ("Sleutels voor programma's", "Keys for programs"),
    "tagline": (
        "Mensenhandel zien en zorgen dat er iets gebeurt",
        "See human trafficking and make sure that something happens",
    ),
    "main_nav": ("Hoofdmenu", "Main menu"),
    "nav_more": ("Meer onderdelen", "More pages"),
    "signed_in_as": ("U werkt als", "You work as"),
    "switch_hat": ("Andere rol kiezen", "Choose another role"),
    "current_hat": ("nu", "now"),
    "sign_out": ("Uitloggen", "Sign out"),
    "sign_in": ("Inloggen", "Sign in"),
    "my_account": ("Mijn inloggegevens", "My sign-in details"),
    "waits": ("Wat wacht op u", "What waits for you"),
    "print_note": (
        "Afgedrukt uit Zicht. Bevat mogelijk persoonsgegevens: bewaar het veilig.",
        "Printed from Zicht. May hold personal data: keep it safe.",
    ),
}

#: Sign-in pages: Dutch and English.
ACCOUNT: Final[dict[str, tuple[str, str]]] = {
    "login.wrong": (
        "Het e-mailadres of het wachtwoord klopt niet. Kijk beide na.",
        "The email address or the password is not correct. Check both.",
    ),
    "login.done": ("U bent ingelogd.", "You are signed in."),
    "login.many": (
        "Te veel pogingen. Wacht even en probeer het dan opnieuw.",
        "Too many attempts. Wait a while and then try again.",
    ),
    "password.current": ("Vul uw wachtwoord van nu in.", "Fill in your current password."),
    "login.intro": (
        "Zicht is alleen voor mensen met een account. Uw organisatie maakt dat voor u aan.",
        "Zicht is only for people with an account. Your organisation makes it for you.",
    ),
    "login.forgot": ("Wachtwoord vergeten?", "Forgotten your password?"),
    "login.or": ("Zonder wachtwoord", "Without a password"),
    "login.passkey": ("Inloggen met een passkey", "Sign in with a passkey"),
    "login.passkey_help": (
        "Een passkey is een sleutel op uw telefoon, computer of USB-sleutel.",
        "A passkey is a key on your phone, computer or USB key.",
    ),
    "js_needed": (
        "Een passkey werkt alleen als JavaScript aanstaat. Met de code uit uw app kan het ook zonder.",
        "A passkey only works with JavaScript. The code from your app works without it.",
    ),
    "passkey_failed": (
        (
            "De passkey werd niet herkend of het duurde te lang. Probeer het nog eens, of gebruik"
            " uw wachtwoord en de code uit uw app."
        ),
        (
            "The passkey was not recognised or it took too long. Try again, or use your password"
            " and the code from your app."
        ),
    ),
    "logout.ask": (
        "Wilt u uitloggen? Wat u hebt opgeslagen, blijft bewaard.",
        "Do you want to sign out? What you saved is kept.",
    ),
    "cancel": ("Annuleren", "Cancel"),
    "back": ("Terug", "Back"),
    "confirm": ("Bevestigen", "Confirm"),
    "save": ("Opslaan", "Save"),
    "continue": ("Verder", "Continue"),
    "alternatives": ("Andere manieren", "Other ways"),
    "reauth.title": ("Even controleren of u het bent", "Checking that it is you"),
    "reauth.text": (
        "U gaat iets veranderen aan uw beveiliging. Daarom vragen we dit nog een keer.",
        "You are about to change your security. That is why we ask once more.",
    ),
    "password.change": ("Wachtwoord veranderen", "Change password"),
    "password.set": ("Wachtwoord kiezen", "Choose a password"),
    "password.reset": ("Nieuw wachtwoord aanvragen", "Ask for a new password"),
    "password.reset_text": (
        "Vul uw e-mailadres in. U krijgt een e-mail met een link om een nieuw wachtwoord te kiezen.",
        "Fill in your e-mail address. You will get an e-mail with a link to choose a new password.",
    ),
    "password.no_mail": (
        "Zicht verstuurt hier geen e-mail. Vraag de beheerder van uw organisatie om een link.",
        "Zicht sends no e-mail here. Ask the administrator of your organisation for a link.",
    ),
    "password.reset_send": ("Stuur de link", "Send the link"),
    "password.reset_done": (
        (
            "Als dit e-mailadres bij ons bekend is, is er een e-mail onderweg. Niets gekregen?"
            " Kijk bij ongewenste e-mail of vraag uw beheerder."
        ),
        (
            "If we know this e-mail address, an e-mail is on its way. Nothing received? Look in"
            " your spam folder or ask your administrator."
        ),
    ),
    "password.reset_done_title": ("Kijk in uw e-mail", "Look in your e-mail"),
    "password.bad_link_title": ("Deze link werkt niet meer", "This link no longer works"),
    "password.bad_link": ("De link is al gebruikt of te oud.", "The link was used already or is too old."),
    "password.changed": ("Uw wachtwoord is veranderd.", "Your password has been changed."),
    "inactive.title": ("Dit account is niet actief", "This account is not active"),
    "inactive.text": (
        "Vraag de beheerder van uw organisatie om het account weer aan te zetten.",
        "Ask the administrator of your organisation to switch it on again.",
    ),
    "signup_closed.title": ("U kunt zelf geen account maken", "You cannot make an account yourself"),
    "mfa.title": ("Inloggen met een tweede stap", "Signing in with a second step"),
    "mfa.intro": (
        (
            "Zicht bevat gegevens die mensen in gevaar kunnen brengen. Daarom logt u in met twee stappen:"
            " uw wachtwoord, en een code of een passkey."
        ),
        (
            "Zicht holds data that can put people in danger. That is why you sign in with two steps: your"
            " password, and a code or a passkey."
        ),
    ),
    "mfa.enter_title": ("Tweede stap", "Second step"),
    "mfa.enter": (
        "Vul de code van 6 cijfers uit uw app in. Geen toegang tot uw app? Gebruik een herstelcode.",
        "Fill in the 6-digit code from your app. No access to your app? Use a recovery code.",
    ),
    "mfa.use_passkey": ("Passkey of sleutel gebruiken", "Use a passkey or security key"),
    "mfa.code": ("Code", "Code"),
    "mfa.code_app": ("Code van 6 cijfers uit uw app", "6-digit code from your app"),
    "totp": ("Code uit een app", "Code from an app"),
    "totp.on": ("Dit staat aan.", "This is on."),
    "totp.off": ("Dit staat nog niet aan.", "This is not on yet."),
    "totp.activate": ("App koppelen", "Connect an app"),
    "totp.deactivate": ("App loskoppelen", "Disconnect the app"),
    "totp.step1": (
        "Open een app voor codes op uw telefoon, bijvoorbeeld de app die uw werkgever voorschrijft.",
        "Open an app for codes on your phone, for instance the one your employer prescribes.",
    ),
    "totp.step2": (
        "Scan de QR-code hieronder. Lukt dat niet, typ dan de sleutel over in de app.",
        "Scan the QR code below. If that fails, type the key into the app.",
    ),
    "totp.step3": ("Vul de code in die de app laat zien.", "Fill in the code that the app shows."),
    "totp.qr": (
        "QR-code met de sleutel die hieronder als tekst staat",
        "QR code with the key that stands below as text",
    ),
    "totp.secret": ("Sleutel", "Key"),
    "totp.deactivate_ask": (
        "Zonder app kunt u alleen nog met een passkey de tweede stap doen. Wilt u doorgaan?",
        "Without the app only a passkey can do the second step. Do you want to go on?",
    ),
    "recovery": ("Herstelcodes", "Recovery codes"),
    "recovery.what": (
        "Met een herstelcode logt u in als u uw telefoon of sleutel kwijt bent. Elke code werkt één keer.",
        "With a recovery code you sign in when you have lost your phone or key. Each code works once.",
    ),
    "recovery.none": ("U hebt nog geen herstelcodes.", "You have no recovery codes yet."),
    "recovery.left": ("Codes over:", "Codes left:"),
    "recovery.view": ("Codes bekijken", "View codes"),
    "recovery.download": ("Codes downloaden", "Download codes"),
    "recovery.generate": ("Nieuwe codes maken", "Make new codes"),
    "recovery.generate_ask": (
        "U krijgt een nieuwe lijst met codes. We laten die één keer zien: schrijf de codes op of druk ze af.",
        "You get a new list of codes. We show it once: write the codes down or print them.",
    ),
    "recovery.old_gone": ("Uw oude codes werken daarna niet meer.", "Your old codes will then stop working."),
    "recovery.keep": (
        "Bewaar deze codes op een veilige plek, niet op dezelfde telefoon.",
        "Keep these codes in a safe place, not on the same phone.",
    ),
    "recovery.saved": ("Ik heb de codes bewaard", "I have saved the codes"),
    "webauthn": ("Passkeys en sleutels", "Passkeys and security keys"),
    "webauthn.none": (
        "U hebt nog geen passkey of sleutel toegevoegd.",
        "You have not added a passkey or key yet.",
    ),
    "webauthn.count": ("Toegevoegd:", "Added:"),
    "webauthn.add": ("Passkey toevoegen", "Add a passkey"),
    "webauthn.manage": ("Passkeys beheren", "Manage passkeys"),
    "webauthn.name": ("Naam", "Name"),
    "webauthn.kind": ("Soort", "Kind"),
    "webauthn.added": ("Toegevoegd", "Added"),
    "webauthn.used": ("Laatst gebruikt", "Last used"),
    "webauthn.actions": ("Wat u kunt doen", "What you can do"),
    "webauthn.passkey": ("Passkey", "Passkey"),
    "webauthn.key": ("Sleutel als tweede stap", "Key as second step"),
    "webauthn.unspecified": ("Niet bekend", "Not known"),
    "webauthn.edit": ("Naam veranderen", "Change name"),
    "webauthn.remove": ("Verwijderen", "Remove"),
    "webauthn.remove_title": ("Passkey verwijderen", "Remove passkey"),
    "webauthn.remove_ask": (
        "Daarna kunt u met deze passkey niet meer inloggen. Wilt u doorgaan?",
        "You can then no longer sign in with this passkey. Do you want to go on?",
    ),
    "trust.title": ("Deze browser onthouden?", "Remember this browser?"),
}


def text(key: str, language: str | None) -> str:
    """The words for ``key`` in ``language`` ("nl", "en-gb", ...); Dutch when that language lacks them.

    Raises ``KeyError`` for an unknown key: a missing word is a fault of ours, not of the visitor.
    """
    short = (language or FALLBACK).split("-")[0].lower()
    if key in SHARED:
        return SHARED[key].get(short, SHARED[key][FALLBACK])
    pair = HOUSE[key] if key in HOUSE else ACCOUNT[key]
    return pair[1] if short == "en" else pair[0]
