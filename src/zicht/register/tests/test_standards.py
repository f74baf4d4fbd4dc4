# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Files in HTCDS 2.0 and of CTDC: read as far as the register goes, the rest named and not stored."""

from datetime import date

import pytest

from zicht.reference.lists import code_list
from zicht.register import ctdc, htcds
from zicht.register.anyfile import read_any, read_frame
from zicht.register.columns import BY_NAME
from zicht.register.converting import convert_command
from zicht.register.htcdsfields import fields, rows_of, written_as
from zicht.register.rows import ReportRow
from zicht.register.tests.sheets import Sheet, ods, xlsx

TODAY = date(2026, 11, 21)
FILLED = {
    "prs_FirstName": "Verzonnen", "prs_Birthdate": "2000-06-15", "prs_Gender": "Feminine", "prs_Citizenship": "BG",
    "vic_TypeOfExploitation": "SexualExploitation;ForcedLabour", "vic_ForcedLabourIndustry": "F_Construction",
    "vic_MethodsOfControl": "DebtBondage ;RestrictsMovement", "cas_IncomingReferralDate": "2019-06-14",
    "con_Consent": "TRUE", "org_Type": "NGO", "vic_TraffickingStatus": "PossibleVictimOfTrafficking",
}  # fmt: skip


def csv(head, *rows):
    return "\n".join(",".join(row) for row in (head, *rows)).encode()


def whole(**changes):
    """A row with all 84 fields."""
    given = FILLED | changes
    return csv(list(fields()), [given.get(name, "") for name in fields()])


def read(content, **more):
    return read_any(content, today=TODAY, **more)


def faults(result):
    assert result.rows == ()
    return [(f.row, f.column) for f in result.findings if f.is_error]


def test_all_84_fields_are_read_and_each_is_kept_or_named_with_the_reason():
    assert len(fields()) == 84
    result = read(whole())
    assert result.ok, result.findings
    kept, left = dict(result.coverage.kept), dict(result.coverage.left)
    assert set(kept) | set(left) == set(fields())
    assert not set(kept) & set(left)
    assert all(left.values())
    assert kept == {
        "prs_Birthdate": "age", "prs_Gender": "sex", "prs_Citizenship": "nationality",
        "vic_TypeOfExploitation": "forms",
        "vic_ForcedLabourIndustry": "sectors_labour", "cas_IncomingReferralDate": "year", "con_Consent": "(consent)",
        "org_Type": "reporter_group", "vic_TraffickingStatus": "(victim)",
        "vic_AgreementToManagePersonalData": "(consent)",
    }  # fmt: skip
    assert set(kept.values()) - {"(consent)", "(victim)"} <= set(BY_NAME)


def test_what_is_kept_of_a_row_and_nothing_that_names_a_person():
    (row,) = read(whole()).rows
    assert (row.forms, row.nationality, row.year, row.sex) == ({"SU", "AU"}, "BG", 2019, "female")
    assert (row.age, row.sectors_labour, row.reporter_group) == (18, {"construction"}, "other")
    assert "Verzonnen" not in repr(row)
    assert row.victim_key.startswith("htcds-")


def test_what_the_standard_cannot_say_is_told():
    words = " ".join(read(whole()).coverage.unsayable)
    assert "Criminele uitbuiting" in words
    (row,) = read(whole(vic_TypeOfExploitation="Other")).rows
    assert row.forms == frozenset()


def test_the_two_people_of_two_files_never_share_a_key():
    assert read(whole()).rows[0].victim_key != read(whole(prs_Citizenship="PL")).rows[0].victim_key


@pytest.mark.parametrize(("changes", "place"), [
    ({"con_Consent": "FALSE"}, "con_Consent"),
    ({"vic_TraffickingStatus": "NotAVictimOfTrafficking"}, "vic_TraffickingStatus"),
    ({"org_Type": "LawEnforcement"}, "org_Type"), ({"org_Type": ""}, "org_Type"),
    ({"prs_Citizenship": "BG;NL"}, "prs_Citizenship"), ({"prs_Citizenship": "Bulgarije"}, "prs_Citizenship"),
    ({"vic_TypeOfExploitation": "Slavery"}, "vic_TypeOfExploitation"), ({"prs_Gender": "zz"}, "prs_Gender"),
    ({"cas_IncomingReferralDate": "vorig jaar"}, "cas_IncomingReferralDate"),
])  # fmt: skip
def test_faults_stand_at_the_field_of_the_standard(changes, place):
    assert faults(read(whole(**changes))) == [(2, place)]


@pytest.mark.parametrize(("changes", "remedy"), [
    ({"vic_TypeOfExploitation": "Sex"}, "SexualExploitation"), ({"prs_Gender": "zz"}, "NonConforming"),
])  # fmt: skip
def test_a_fault_in_a_field_of_the_standard_offers_the_values_of_the_standard(changes, remedy):
    (finding,) = [f for f in read(whole(**changes)).findings if f.is_error]
    assert remedy in finding.remedy.split(": ")[1].rstrip(".").split(", ")


@pytest.mark.parametrize(("written", "meant"), [
    ("Dutch", ""), ("German", "DE"), ("NLD", "NL"), ("AUT", "AT"), ("Roemenie", "RO"), ("Nederlandse", "NL"),
])  # fmt: skip
def test_a_country_is_guessed_only_when_the_guess_is_good(written, meant):
    (finding,) = [f for f in read(whole(prs_Citizenship=written)).findings if f.is_error]
    assert finding.remedy == (
        f"Bedoelt u {meant}?" if meant else "Gebruik een code uit de lijst 'Landen en nationaliteiten'."
    )


def test_consent_is_asked_of_who_needs_it_and_the_reporter_may_be_told():
    result = read(whole(con_Consent="FALSE", org_Type="LawEnforcement"), reporter="police")
    assert result.ok
    assert result.rows[0].reporter_group == "police"


ROWS = [
    ReportRow("k1", 2019, "police", frozenset({"SU"}), "NL", "female"),
    ReportRow("k2", 2020, "other", frozenset({"AU", "OR"}), "BG", "male", sectors_labour=frozenset({"trade"})),
    ReportRow("k3", 2021, "kmar", frozenset(), None, "other"),
    ReportRow("k4", 2021, "kmar", frozenset({"CU"}), "RO", None, manners=frozenset({"begging"})),
]  # fmt: skip


def bare(row):
    return tuple(getattr(row, name) for name in htcds.COLUMNS if name != "age")


def test_what_the_register_keeps_survives_the_way_out_and_back():
    text, lost = htcds.write(ROWS)
    assert lost == ()
    assert [bare(row) for row in read(text.encode()).rows] == [bare(row) for row in ROWS]


def test_every_labour_sector_survives_or_is_told_as_coarser():
    for sector in code_list("sectors_labour").codes():
        row = ReportRow("k1", 2019, "police", frozenset({"AU"}), "NL", sectors_labour=frozenset({sector}))
        text, lost = htcds.write([row])
        back = read(text.encode()).rows[0].sectors_labour
        assert back == {sector} or "sector van arbeidsuitbuiting (grover): 1" in lost, sector


def test_what_cannot_be_written_is_counted():
    row = ReportRow(
        "k1", 2019, "police", frozenset({"CU"}), "NL", age=20, manners=frozenset({"drugs"}), police_unit="limburg"
    )
    text, lost = htcds.write([row])
    assert ",Other," in text
    assert lost == (
        "criminele uitbuiting (geschreven als Other): 1", "leeftijd bij de melding: 1",
        "manier van criminele uitbuiting: 1", "politie-eenheid: 1",
    )  # fmt: skip


# The five inconsistencies of the standard that are recorded.


def test_one_no_field_is_released():
    assert {field.status for field in fields().values()} == {"DRAFT", "DEPRECATED"}


def test_two_methods_of_control_are_two_different_lists():
    methods = rows_of("htcds_methods_of_control.csv")
    picklist = {row["name"] for row in methods if row["picklist"] == "yes"}
    defined = {row["name"] for row in methods if row["definitions"] == "yes"}
    assert (len(picklist), len(defined), len(picklist - defined)) == (16, 17, 4)
    assert read(whole(vic_MethodsOfControl="RestrictsMovement")).ok


def test_three_a_field_has_no_kind_and_no_label():
    field = fields()["per_Organisation"]
    assert (field.label, field.kind) == ("", "")
    assert dict(read(whole()).coverage.left)["per_Organisation"].startswith("De standaard geeft")


def test_four_the_survey_form_renames_three_fields():
    for other, name in [
        ("prs_First_Name", "prs_FirstName"), ("prs_Second_Name", "prs_SecondName"),
        ("vic_Methods_of_Control", "vic_MethodsOfControl"),
    ]:  # fmt: skip
        assert written_as()[other.casefold()] == name
    head = [
        "start",
        "end",
        "con_Consent",
        "prs_First_Name",
        "prs_Gender",
        "prs_Citizenship",
        "vic_Methods_of_Control",
    ]
    head += ["vic_TypeOfExploitation/SexualExploitation", "vic_TypeOfExploitation/ForcedLabour", "__version__"]
    row = ["2019", "2019", "TRUE", "x", "Feminine", "PL", "DebtBondage  TakesEarnings", "1", "0", "v1"]
    result = read(csv([*head, "cas_IncomingReferralDate"], [*row, "2019-01-01"]), reporter="other")
    assert result.ok, result.findings
    assert result.rows[0].forms == {"SU"}
    left = dict(result.coverage.left)
    assert {"start", "end", "__version__", "prs_First_Name", "vic_Methods_of_Control"} <= set(left)


@pytest.mark.parametrize("make", [xlsx, ods])
def test_five_the_template_has_labels_above_other_fields(make):
    template = [
        row for row in rows_of("htcds_other_names.csv") if row["where"] == "template" and " " in row["written"]
    ]
    wrong = {row["name"] for row in template if fields()[row["name"]].label.casefold() != row["written"].casefold()}
    assert {"prs_MailingCity", "prs_MailingCountry", "prs_MailingStreet", "prs_MailingPostalCode"} <= wrong
    names = [row["name"] for row in template] + ["prs_Gender", "prs_Citizenship"]
    labels = [row["written"] for row in template] + ["Gender", "Citizenship"]
    cells = [FILLED.get(name, "") for name in names]
    result = read(make(Sheet("Data", [["", *labels], ["", *names], ["", *cells]])), reporter="police")
    assert result.ok, result.findings
    assert "vier koppen" in result.notes[0].problem
    assert result.rows[0].forms == {"SU", "AU"}
    assert written_as()["vic_traffickinstatusdecisionmakingorg"] == "vic_TraffickingStatusDecisionMakingOrg"


@pytest.mark.parametrize(("generation", "count"), [
    ("k_anonymised_2018_2020", 63), ("synthetic_first_generation", 37), ("synthetic_2024_onward", 27),
])  # fmt: skip
def test_three_generations_of_ctdc_are_known_by_their_header(generation, count):
    head = [row["column"] for row in rows_of("ctdc_columns.csv") if row["generation"] == generation]
    assert len(head) == count
    told = {"yearOfRegistration": "2016", "gender": "Female", "citizenship": "PH", "isForcedLabour": "1"}
    told |= {"typeOfLabourConstruction": "1", "sectorOfLabourConstruction": "1", "isSexualExploit": "-99"}
    content = csv(head, [told.get(name, "0" if name.startswith("is") else "") for name in head])
    assert ctdc.generation_of(head) == generation
    result = read(content)
    assert faults(result) == [(None, None)]
    assert "geen meldingen" in result.findings[0].problem
    kept, left = dict(result.coverage.kept), dict(result.coverage.left)
    assert set(kept) | set(left) == set(head)
    frame = read_frame(content, today=TODAY)
    assert frame.ok, frame.findings
    row = frame.reports.row(0, named=True)
    assert (row["year"], row["sex"], row["nationality"], row["forms"]) == (2016, "female", "PH", 2)
    assert row["sectors_labour"] > 0


def test_a_register_file_is_no_file_of_another_standard():
    assert ctdc.generation_of(list(BY_NAME)) is None
    assert not htcds.names_in(list(BY_NAME)).recognised()


def test_ctdc_countries_are_read_in_two_letters_and_in_three():
    head = ["yearOfRegistration", "gender", "citizenship"]
    told = {given: ctdc.row_of(1, head, ["2019", "Woman", given])[2] for given in ("PHL", "PH", "ukr", "XYZ", "")}
    assert told == {"PHL": "PH", "PH": "PH", "ukr": "UA", "XYZ": "unknown", "": "unknown"}


def test_the_command_writes_htcds_once_and_says_what_it_cannot_say(tmp_path, capsys):
    ours, theirs = tmp_path / "ours.csv", tmp_path / "theirs.csv"
    ours.write_text("victim_key,forms,nationality,year,reporter_group,age\nk1,SU|CU,NL,2019,police,24\n")
    assert convert_command(ours, theirs, today=TODAY) == 0
    assert "leeftijd bij de melding: 1" in capsys.readouterr().out
    (row,) = read_any(theirs, today=TODAY).rows
    assert (row.victim_key, row.nationality, row.year, row.reporter_group) == ("k1", "NL", 2019, "police")
    before = theirs.read_bytes()
    assert convert_command(ours, theirs, today=TODAY) == 1
    assert theirs.read_bytes() == before
    ours.write_text("victim_key,forms\nk1,SU\n")
    assert convert_command(ours, tmp_path / "more.csv", today=TODAY) == 2
    assert "nationality" in capsys.readouterr().out
    assert not (tmp_path / "more.csv").exists()
