# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Who comes in where: one row per address. Whoever is not named gets 404; without an account one is sent to sign in.

Statuses are those of an empty form: 405 the page does not take it, 400 or 422 it says what is missing, 302 done.
"""

from dataclasses import replace

from tests.permissions.doors import Row

EVERYBODY = "*"
ANYBODY = "+"
FOCAL_POINTS = "noor daan iris eva"
ONE_INBOX = "noor daan"  # the two who share an inbox; their colleague of Youth and the neighbours do not

SHELL = [
    Row("front", ANYBODY),
    Row("start", EVERYBODY),
    Row("health", ANYBODY),
    Row("set-language", ANYBODY, get=405, post=302),
    Row("help", ANYBODY),
    Row("privacy", ANYBODY),
    Row("accessibility", ANYBODY),
    Row("demo:people", ANYBODY),
    Row("demo:step-in", ANYBODY, get=405, post=404),
    Row("demo:styleguide", ANYBODY),
]

# The cast has neither password nor second step of its own: what needs one is 403 or 404 for them.
SIGNING_IN = [
    Row("account_login", EVERYBODY, get=302, post=302, anonymous=(200, 200)),
    Row("account_logout", EVERYBODY, post=302),
    Row("account_signup", EVERYBODY, get=302, post=302, anonymous=(200, 200)),  # says that it is closed
    Row("account_inactive", ANYBODY),
    Row("account_reauthenticate", EVERYBODY, get=403, post=403),
    # Nobody changes the address of an account alone: these pages of the library are not there.
    Row("account_email", ANYBODY, get=404, post=404),
    Row("account_email_verification_sent", ANYBODY, get=404, post=404),
    Row("account_confirm_email", ANYBODY, get=404, post=404, key="confirm", of="noor"),
    Row("no-own-address", ANYBODY, get=404, post=404),
    Row("no-confirming", ANYBODY, get=404, post=404),
    Row("no-confirming-key", ANYBODY, get=404, post=404, key="confirm", of="noor"),
    Row("account_change_password", EVERYBODY, get=302, post=302),
    Row("account_set_password", EVERYBODY, post=200),
    Row("account_reset_password", ANYBODY, post=200),
    Row("account_reset_password_done", ANYBODY),
    Row("account_reset_password_from_key", ANYBODY, post=200, key="reset", of="noor"),
    Row("account_reset_password_from_key_done", ANYBODY),
    Row("account_confirm_login_code", ANYBODY, get=302, post=302),
    Row("mfa_index", EVERYBODY),
    Row("mfa_authenticate", ANYBODY, get=302, post=302),
    Row("mfa_reauthenticate", EVERYBODY, get=403, post=403),
    Row("mfa_activate_totp", EVERYBODY, post=200),
    Row("mfa_deactivate_totp", EVERYBODY, get=404, post=404),
    Row("mfa_view_recovery_codes", EVERYBODY, get=404, post=405),
    Row("mfa_generate_recovery_codes", EVERYBODY, post=200),
    Row("mfa_download_recovery_codes", EVERYBODY, get=404, post=404),
    Row("mfa_list_webauthn", EVERYBODY),
    Row("mfa_add_webauthn", EVERYBODY, post=200),
    Row("mfa_edit_webauthn", EVERYBODY, get=404, post=404, key="passkey", of="noor"),
    Row("mfa_remove_webauthn", EVERYBODY, get=404, post=404, key="passkey", of="noor"),
    Row("mfa_reauthenticate_webauthn", EVERYBODY, get=403, post=403),
    Row("mfa_login_webauthn", ANYBODY, get=302, post=302),
]

ACCESS = [
    # Nobody else has anything to choose.
    Row("access:hats", "stefan stefan_investigating", post=422),
    Row("access:functions", EVERYBODY),
    Row("access:staff", "ruben"),
    Row("access:person-add", "ruben", post=200),
    Row("access:person", "ruben", post=200, key="person", of="noor"),
    Row("access:block", "ruben", get=405, post=302, key="person", of="noor"),
    Row("access:invite", "ruben", get=405, post=200, key="person", of="noor"),
    Row("access:seat-end", "ruben", get=405, post=302, key="seat", of="noor"),
    Row("access:units", "ruben", post=200),
    Row("access:inboxes", "ruben", post=200),
    Row("access:function", "ruben", post=200, key="function", of="noor"),
    Row("access:stand-in", "ruben", post=200, key="function", of="noor"),
    Row("access:stand-in-end", "ruben", get=405, post=302, key="stand_in", of="noor"),
    Row("access:holder-end", "ruben", get=405, post=302, key="holder", of="noor"),
    Row("access:definitions", "ruben", post=200),
    Row("access:definition-end", "ruben", get=405, post=302, key="definition", of="noor"),
    Row("access:audit", "lotte"),
    Row("access:act", "lotte", post=422, key="act", of="noor"),
    Row("access:oversight", "lotte"),
    Row("access:denials", "lotte"),
    Row("access:reading", "lotte"),
    Row("access:rights", "lotte"),
    Row("access:rights-answer", "lotte", get=405, post=302, key="seat", of="noor"),
    Row("access:agreements", "lotte"),
    Row("access:covenants", EVERYBODY),
    Row("access:covenant", EVERYBODY, key="covenant", of="noor"),
    Row("access:covenant-add", "lotte", post=200),
    Row("access:covenant-edit", "lotte", post=200, key="covenant", of="noor"),
    Row("access:covenant-check", "lotte", post=200, key="covenant", of="noor"),
    Row("access:covenant-end", "lotte", get=405, post=302, key="covenant", of="noor"),
    Row("access:covenants-waiting", "lotte", post=405),
    Row("access:covenant-confirm", "lotte", post=422, key="covenant_waiting", of="noor"),
    Row("access:covenant-withdraw", "lotte", post=422, key="covenant_bound", of="noor"),
]


def signal(name: str, **statuses: int) -> Row:
    """A page of the focal point about a signal of noor's unit."""
    return Row(f"intake:{name}", ONE_INBOX, key="signal", of="noor", door=FOCAL_POINTS, **statuses)


INTAKE = [
    Row("intake:new", EVERYBODY, post=400),
    Row("intake:advice", EVERYBODY, post=400),
    Row("intake:drafts", EVERYBODY),
    Row("intake:draft", "noor", post=400, key="draft", of="noor", door=EVERYBODY),
    Row("intake:draft-delete", "noor", get=405, post=302, key="draft", of="noor", door=EVERYBODY),
    Row("intake:mine", EVERYBODY),
    # Sanne reported it; who handles it reads it elsewhere, for another purpose.
    Row("intake:own", "sanne", post=400, key="signal", of="noor", door=EVERYBODY),
    Row("intake:inbox", FOCAL_POINTS),
    signal("signal"),
    signal("take", get=405, post=302),
    signal("weigh", post=400),
    signal("wait", post=400),
    signal("resume", get=405, post=302),
    signal("close", post=400),
    signal("to-case", get=302, post=302),
    signal("join-case", get=302, post=302),
    signal("reopen", get=302, post=302),
    signal("edit", post=400),
    signal("message", get=405, post=400),
    Row("public:send", ANYBODY, post=200, key="door", of="noor"),
    Row("public:sent", ANYBODY, key="door", of="noor"),
    Row("public:code", ANYBODY, post=200),
    Row("public:status", ANYBODY, get=302, post=302),
    Row("public:door", FOCAL_POINTS, post=200),
    Row("public:link-block", ONE_INBOX, door=FOCAL_POINTS),
]

# Prefix of the names in dossier and in sharing, who owns the records, who else reads them, who passes the door.
WAYS = [
    ("", "focal-", "noor", ONE_INBOX, FOCAL_POINTS),
    ("care-", "", "fatima", "fatima", "fatima"),
    ("partner-", "partner-", "joris", "joris", "joris"),
]
# The hats of one person: the records and pages of the one are not those of the other.
HATS = [
    ("supervision-", "stefan", "stefan_investigating"),
    ("investigation-", "stefan_investigating", "stefan"),
]
WORK = [("edit", "case"), ("person-add", "case"), ("action-add", "case"), ("close", "case"), ("reopen", "case")]
WORK += [("wait", "case"), ("resume", "case"), ("person-edit", "person_in_case"), ("action-done", "action")]


def dossier(prefix: str, owner: str, who: str, door: str) -> list[Row]:
    """The pages of cases behind one door."""
    rows = [Row(f"dossier:{prefix}cases", door)]
    rows += [Row(f"dossier:{prefix}case", who, key="case", of=owner, door=door)]
    person = {"key": "person_in_case", "of": owner, "door": door}
    rows += [Row(f"dossier:{prefix}person-referral", who, post=422, **person)]
    rows += [Row(f"dossier:{prefix}person-question", who, get=405, post=302, **person)]
    return rows + [Row(f"dossier:{prefix}{n}", who, post=422, key=k, of=owner, door=door) for n, k in WORK]


def sharing(prefix: str, owner: str, who: str, door: str) -> list[Row]:
    """The pages of packages and grants behind one door."""

    def row(name: str, key: str, **statuses: int) -> Row:
        return Row(f"sharing:{prefix}{name}", who, key=key, of=owner, door=door, **statuses)

    return [
        Row(f"sharing:{prefix}received", door),
        row("package", "received"),
        row("accept", "received", get=405, post=302),
        row("refuse", "received", post=200),
        row("sent", "package"),
        row("new", "case", post=200),
        row("feedback", "received", post=200),
        row("keep-out", "received", post=200),
        row("take-back", "package", post=200),
        row("may-i", "case", post=200),
        row("ask", "case", post=200),
        row("onward", "case", get=302, post=302),
        Row(f"sharing:{prefix}requests", door),
        row("request", "asked_here", post=422),
        row("request-withdraw", "asked", get=405, post=302),
        row("request-agree", "asked", get=405, post=302),
        row("grant", "case", post=200),
        row("withdraw", "case+grant", get=405, post=302),
    ]


CASEWORK = [row for way in WAYS for row in dossier(way[0], *way[2:])]
CASEWORK += [row for way in WAYS for row in sharing(way[1], *way[2:])]


def moving(prefix: str, owner: str, who: str, door: str) -> list[Row]:
    """The pages of work that moves behind one door."""
    return [
        Row(f"moving:{prefix}handovers", door),
        # Proposed by this unit to the unit of eva: she reads it as well, where she passes this door.
        Row(f"moving:{prefix}handover", who, post=302, key="handover", of=owner, door=door),
        Row(f"moving:{prefix}propose", who, post=422, key="moving_case", of=owner, door=door),
        Row(f"moving:{prefix}work", door, post=422),
        Row(f"moving:{prefix}requests", door),
        Row(f"moving:{prefix}ask", door, post=422),
        Row(f"moving:{prefix}request", who, post=302, key="request", of=owner, door=door),
        Row(f"moving:{prefix}emergency", door, post=302),
        Row(f"moving:{prefix}exclude", who, post=422, key="case", of=owner, door=door),
    ]


CASEWORK += [row for way in WAYS for row in moving(way[0], *way[2:])]
CASEWORK += [
    Row("moving:exclude-signal", ONE_INBOX, post=422, key="signal", of="noor", door=FOCAL_POINTS),
    Row("moving:identity-ask", ONE_INBOX, post=422, key="signal", of="noor", door=FOCAL_POINTS),
    Row("moving:custody", "hanna"),
    Row("moving:custody-question", "hanna", post=422, key="identity_question", of="noor"),
    Row("moving:emergencies", "lotte"),
    Row("moving:emergency-judge", "lotte", post=422, key="emergency", of="noor"),
    Row("moving:propose-signal", ONE_INBOX, post=422, key="signal", of="noor", door=FOCAL_POINTS),
    Row("sharing:assistant", EVERYBODY, post=200),
    Row("sharing:counts", "lotte"),
    Row("sharing:counts-policy", "bas renske"),
    Row("dossier:table-cases", "marijke"),
    # By a grant that ends; the record stays noor's.
    Row("dossier:table-case", "marijke", key="case", of="noor"),
    Row("care:tracks", "fatima"),
    Row("care:person", "fatima", key="person_in_case", of="fatima"),
    Row("care:track", "fatima", post=422, key="person_in_case", of="fatima"),
    Row("care:step", "fatima", get=405, post=302, key="person_in_case", of="fatima"),
    Row("care:end", "fatima", post=422, key="person_in_case", of="fatima"),
    Row("care:consent", "fatima", post=422, key="person_in_case", of="fatima"),
    Row("care:report", "fatima", post=422, key="person_to_report", of="fatima"),
]

CASEWORK += [
    replace(row, other_hat=other)
    for prefix, mine, other in HATS
    for make in (dossier, sharing, moving)
    for row in make(prefix, mine, mine, mine)
]

OVERVIEW = [Row("overview:overseen", "lotte")]
OVERVIEW += [Row("overview:decide", "lotte", post=422, key="blocked_request", of="noor")]
OVERVIEW += [Row("overview:ask-subject", ONE_INBOX, post=422, key="subject", of="noor", door=FOCAL_POINTS)]
for _prefix, _owner, _who, _door in (("", "noor", ONE_INBOX, FOCAL_POINTS), ("care-", "fatima", "fatima", "fatima")):
    _one = {"key": "subject_request", "of": _owner, "door": _door}
    OVERVIEW += [Row(f"overview:{_prefix}requests", _door)]
    OVERVIEW += [Row(f"overview:{_prefix}ask", _who, post=422, key="person_in_case", of=_owner, door=_door)]
    OVERVIEW += [Row(f"overview:{_prefix}request", _who, post=302, **_one)]
    # Nothing leaves before somebody looked: these lead back to the request.
    OVERVIEW += [Row(f"overview:{_prefix}{kind}", _who, get=302, **_one) for kind in ("pdf", "ods", "csv")]
    OVERVIEW += [
        Row(f"overview:{_prefix}{verb}", _who, post=422, **_one) for verb in ("extend", "hand", "officer", "withdraw")
    ]


def matching(prefix: str, owner: str, who: str, door: str) -> list[Row]:
    """The pages of comparisons and contacts behind one door."""
    return [
        Row(f"matching:{prefix}comparisons", door),
        Row(f"matching:{prefix}contacts", door),
        Row(f"matching:{prefix}contact", who, post=422, key="contact", of=owner, door=door),
        Row(f"matching:{prefix}ask-case", who, post=422, key="case", of=owner, door=door),
    ]


MATCHING = [row for way in WAYS for row in matching(way[0], *way[2:])]
MATCHING += [
    Row("matching:ask-signal", ONE_INBOX, post=422, key="signal", of="noor", door=FOCAL_POINTS),
    Row("matching:counts", "lotte"),
    Row("search", FOCAL_POINTS, post=422),
    Row("search-care", "fatima", post=422),
    Row("search-partner", "joris", post=422),
    Row("search-register", "tom", post=422),
]

FIGURES = [
    Row("register:reports", "tom"),
    Row("register:report", "tom", key="report", of="tom"),
    Row("register:decide", "tom", post=200, key="report", of="tom"),
    Row("register:candidates", "tom", key="report", of="tom"),
    Row("register:link", "tom", post=200, key="report+other", of="tom"),
    Row("register:unlink", "tom", post=200, key="report", of="tom"),
    Row("register:deliveries", "tom"),
    Row("register:import", "tom", post=200),
    Row("register:correct", "tom", post=200, key="report", of="tom"),
    Row("register:episodes", "tom", post=200, key="report", of="tom"),
    Row("register:departures", "tom", post=200),
    Row("register:type-in", "tom", post=200),
    Row("register:pairs", "tom"),
    Row("register:search-same", "tom", get=405, post=302),
    Row("register:pair", "tom", post=200, key="pair", of="tom"),
    Row("register:persons", "tom"),
    Row("register:findings-csv", "tom", get=405, post=404),
    Row("register:findings", "tom", get=405, post=404),
    Row("monitor:published", ANYBODY),
    Row("monitor:published-edition", ANYBODY, key="public_edition", of="tom"),
    Row("monitor:published-figure", ANYBODY, key="public_edition+figure", of="tom"),
    *(
        Row(f"monitor:published-{form}", ANYBODY, key="public_edition", of="tom")
        for form in ("pdf", "ods", "csv", "change", "json")
    ),
    Row("monitor:editions", "bas renske"),
    Row("monitor:edition-add", "bas renske", post=200),
    Row("monitor:edition", "renske", key="edition", of="tom", door="bas renske"),
    Row("monitor:edition-edit", "renske", post=200, key="edition", of="tom", door="bas renske"),
    Row("monitor:edition-step", "renske", get=405, post=302, key="edition", of="tom", door="bas renske"),
    Row("monitor:edition-withdraw", "renske", post=200, key="public_edition_key", of="tom", door="bas renske"),
    Row("monitor:edition-figure", "renske", key="edition+figure", of="tom", door="bas renske"),
    Row("monitor:compare", "bas renske"),
    Row("monitor:recount", "renske", post=302, key="edition", of="tom", door="bas renske"),
    Row("monitor:estimates", "bas renske"),
    Row("monitor:estimate", "renske", key="estimate", of="tom", door="bas renske"),
    Row("monitor:runs", "yara"),
    Row("monitor:run-add", "yara", post=200),
    Row("monitor:run", "yara", post=200, key="estimate", of="tom"),
    Row("monitor:council", "bas renske"),
    Row("monitor:council-add", "bas renske", post=200),
    Row("monitor:council-report", "bas", key="council_draft", of="bas", door="bas renske"),
    Row("monitor:council-fill", "bas", post=200, key="council_draft", of="bas", door="bas renske"),
    Row("monitor:council-fix", "bas", get=405, post=302, key="council_draft", of="bas", door="bas renske"),
    Row("monitor:council-withdraw", "bas", post=200, key="council_fixed", of="bas", door="bas renske"),
    Row("monitor:council-pdf", "bas", key="council_fixed", of="bas", door="bas renske"),
    Row("monitor:checks", "yara"),
    Row("monitor:check-compare", "yara"),
    Row("monitor:check-recount", "yara", post=302, key="edition", of="tom"),
    Row("monitor:check", "yara", post=422, key="edition_to_check", of="tom"),
    Row("monitor:check-figure", "yara", key="edition+figure", of="tom"),
    Row("monitor:figure", "yara"),
    Row("monitor:figure-csv", "yara", get=404),
]

POLICY = [
    Row("policy:recommendations", "bas renske"),
    Row("policy:recommendations-csv", "bas renske"),
    Row("policy:recommendations-ods", "bas renske"),
    Row("policy:recommendation-add", "bas renske", post=422),
    Row("policy:recommendation", "bas", door="bas renske", key="recommendation", of="bas"),
    Row("policy:cycle", "bas", door="bas renske", key="recommendation", of="bas"),
    Row("policy:recommendation-edit", "bas", post=422, door="bas renske", key="recommendation", of="bas"),
    Row("policy:recommendation-note", "bas", post=422, door="bas renske", key="recommendation", of="bas"),
    Row("policy:recommendation-state", "bas", post=422, door="bas renske", key="recommendation", of="bas"),
    Row("policy:funnels", "bas renske"),
    Row("policy:funnel-add", "bas renske", post=302),
    Row("policy:reconciliations", "bas renske"),
    Row("policy:reconciliation-add", "bas renske", post=302),
    Row("policy:count", "bas", door="bas renske", key="year_count", of="bas"),
    Row("policy:fill", "bas", post=422, door="bas renske", key="year_count", of="bas"),
    Row("policy:count-csv", "bas", door="bas renske", key="year_count", of="bas"),
    Row("policy:count-ods", "bas", door="bas renske", key="year_count", of="bas"),
]

KEEPING = [
    *(
        replace(row, other_hat=other) if other else row
        for prefix, owner, who, door, other in (
            *((prefix, owner, who, door, "") for prefix, _, owner, who, door in WAYS),
            *((prefix, mine, mine, mine, other) for prefix, mine, other in HATS),
        )
        for row in (
            Row(f"retention:{prefix}lists", door),
            Row(f"retention:{prefix}list", who, key="retention_list", of=owner, door=door),
            Row(f"retention:{prefix}choose-all", who, get=405, post=302, key="retention_list", of=owner, door=door),
            Row(f"retention:{prefix}agree", who, get=405, post=302, key="retention_list", of=owner, door=door),
            Row(f"retention:{prefix}certificate", who, key="retention_list", of=owner, door=door),
            Row(f"retention:{prefix}certificate-pdf", who, key="retention_list", of=owner, door=door),
            Row(f"retention:{prefix}choose", who, get=405, post=302, key="retention_item", of=owner, door=door),
            Row(f"retention:{prefix}keep", who, post=422, key="retention_item", of=owner, door=door),
        )
    ),
    Row("retention:overseen", "lotte"),
    Row("retention:overseen-list", "lotte", post=422, key="agreed_list", of="noor"),
    Row("retention:send-back", "lotte", get=405, post=302, key="retention_list", of="noor"),
    Row("retention:overseen-certificate", "lotte", key="retention_list", of="noor"),
    Row("retention:overseen-certificate-pdf", "lotte", key="retention_list", of="noor"),
    Row("retention:vague", FOCAL_POINTS),
    Row("retention:review", ONE_INBOX, get=302, post=422, key="signal", of="noor", door=FOCAL_POINTS),
    Row("dossier:questions", "lotte"),
    Row("dossier:question", "lotte", post=422, key="consent_question", of="noor"),
]

# Programs are told that nobody is signed in; they are not sent to a page. What they post must be JSON.
TOLD = {"anonymous": (401, 401)}
_READERS = f"{FOCAL_POINTS} fatima joris marijke stefan stefan_investigating"
PROGRAMS = [
    Row("processing:papers", "lotte"),
    *(Row(f"processing:{n}-{k}", "lotte") for n in ("register", "dpia") for k in ("pdf", "ods", "csv")),
    Row("access:tokens", EVERYBODY, post=422),
    Row("access:token-end", "noor", get=405, post=302, key="token", of="noor", door=EVERYBODY),
    Row("access:sessions", EVERYBODY),
    # One that is over, or somebody else's, is answered like one's own: nothing happens to it.
    Row("access:session-end", EVERYBODY, get=405, post=302, key="token", of="noor"),
    Row("access:sessions-end-others", EVERYBODY, get=405, post=302),
    Row("access:kept", EVERYBODY, get=302, post=302),
    Row("access:tokens-end-all", "ruben", get=405, post=302, key="person", of="noor"),
    Row("api:openapi", ANYBODY),
    Row("api:signals", FOCAL_POINTS, **TOLD),
    Row("api:signals-search", FOCAL_POINTS, get=405, post=415, **TOLD),
    Row("api:signal", ONE_INBOX, key="signal", of="noor", door=FOCAL_POINTS, **TOLD),
    Row("api:cases", _READERS, **TOLD),
    Row("api:cases-search", _READERS, get=405, post=415, **TOLD),
    Row("api:case", f"{ONE_INBOX} marijke", key="case", of="noor", door=_READERS, **TOLD),
]

ROWS = [
    *SHELL,
    *SIGNING_IN,
    *ACCESS,
    *INTAKE,
    *CASEWORK,
    *MATCHING,
    *OVERVIEW,
    *FIGURES,
    *POLICY,
    *KEEPING,
    *PROGRAMS,
]
