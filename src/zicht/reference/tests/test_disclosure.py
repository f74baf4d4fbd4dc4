# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Every question that can be asked has exactly one answer, and the lines that are never crossed hold for all."""

from collections import Counter
from dataclasses import replace
from math import prod

import pytest

from zicht.reference.disclosure import (
    DATA,
    DIMENSIONS,
    FILE,
    Answer,
    Question,
    answer,
    check,
    coverage,
    questions,
    read_rules,
    rules,
    strictest,
)
from zicht.reference.lists import sources

EXAMPLE = Question("municipality", "police", "partner_handling", "personal", "not_asked", "none", "no")


def ask(**parts):
    return answer(replace(EXAMPLE, **parts))


@pytest.fixture(scope="module")
def answers():
    return {question: answer(question) for question in questions()}


def test_every_combination_resolves_to_one_row(answers, record_property):
    assert len(answers) == prod(len(codes) for codes in DIMENSIONS.values()) == 43_008
    for question, chosen in answers.items():
        lowest = [rule for rule in rules() if rule.fits(question) and rule.rank == chosen.rank]
        assert lowest == [chosen]
    by_answer = Counter(rule.answer.value for rule in answers.values())
    lines = [f"{name:28}{number:>7}" for name, number in coverage().items()]
    total = ", ".join(f"{name} {by_answer[name]}" for name in Answer)
    record_property("told", "\n".join(["Combinations per row of the sharing table", *lines, total]))


def test_the_shipped_table_has_no_faults():
    assert check(known_sources=sources()) == []


def test_a_row_without_a_source_says_ask_and_what_can_be_done(answers):
    unsourced = {rule for rule in answers.values() if not rule.source}
    assert {rule.id for rule in unsourced} == {"police-own", "unknown"}
    assert {rule.answer for rule in unsourced} == {Answer.ASK}
    assert all(rule.instead for rule in rules() if rule.answer in (Answer.ASK, Answer.NO))


@pytest.mark.parametrize("data", ["reporter", "worker"])
def test_who_reported_and_who_works_on_it_never_goes(answers, data):
    assert {r.answer for q, r in answers.items() if q.data == data} == {Answer.NO}


def test_residence_goes_to_care_only_and_only_with_consent(answers):
    allowed = {
        (q.receiver, q.consent, r.answer)
        for q, r in answers.items()
        if q.data == "residence" and r.answer is not Answer.NO
    }
    assert allowed == {
        ("care", "given", Answer.YES),
        ("care", "unknown", Answer.CONSENT),
        ("care", "not_asked", Answer.CONSENT),
    }


def test_a_person_who_refuses_is_heard_unless_there_is_danger(answers):
    told = {"personal", "special", "criminal"}
    refused = {r.answer for q, r in answers.items() if q.consent == "refused" and q.danger == "no" and q.data in told}
    # The reports that the law asks of police and inspectorate do not ask the person.
    duty = {r.id for q, r in answers.items() if q.consent == "refused" and q.data in told and r.answer is Answer.YES}
    assert refused <= {Answer.NO, Answer.YES, Answer.ASK}
    assert duty == {"register-duty"}


def test_a_receiver_gets_nothing_about_a_person_for_a_purpose_that_is_not_its_own(answers):
    wrong = {r.answer for q, r in answers.items() if q.receiver == "police" and q.purpose == "care_coordination"}
    assert wrong == {Answer.NO, Answer.YES}
    assert ask(purpose="care_coordination").answer is Answer.NO
    assert ask(purpose="care_coordination", data="internal").answer is Answer.YES


@pytest.mark.parametrize(
    ("parts", "wanted"),
    [
        ({}, Answer.CONSENT),
        ({"covenant": "in_force"}, Answer.WEIGH),
        ({"covenant": "in_force", "consent": "given"}, Answer.YES),
        ({"covenant": "in_force", "consent": "refused"}, Answer.NO),
        ({"covenant": "in_force", "data": "special"}, Answer.ASK),
        ({"danger": "yes"}, Answer.WEIGH),
        ({"danger": "yes", "consent": "refused"}, Answer.WEIGH),
        ({"data": "criminal"}, Answer.ASK),
        ({"sender": "care", "data": "police"}, Answer.NO),
        ({"sender": "police", "receiver": "care", "purpose": "care_coordination"}, Answer.CONSENT),
        ({"receiver": "own_organisation", "purpose": "signal_handling"}, Answer.CONSENT),
    ],
)
def test_cases_that_people_ask_about(parts, wanted):
    assert ask(**parts).answer is wanted


def test_for_several_kinds_at_once_the_strictest_answer_counts():
    assert strictest([ask(data="internal"), ask(), ask(data="criminal")]).answer is Answer.ASK
    assert strictest([ask(), ask(data="residence")]).id == "residence-wall"


def planted(tmp_path, change):
    text = (DATA / FILE).read_text(encoding="utf-8")
    path = tmp_path / FILE
    path.write_text(change(text), encoding="utf-8")
    return path


def test_planted_faults_are_found(tmp_path):
    twice = planted(tmp_path, lambda text: text.replace("residence-wall,5,", "residence-wall,4,").replace(
        "police-own,4,police,*,*,police", "police-own,4,police,*,*,police|residence"))  # fmt: skip
    assert any("gelijke rang" in found.problem for found in check(twice))
    gap = planted(tmp_path, lambda text: text[: text.index("unknown,99")])
    assert any("zonder antwoord" in found.problem for found in check(gap))
    strange = planted(tmp_path, lambda text: text.replace(",nijkerk-2022,", ",weblog,", 1))
    assert any("onbekende bron" in found.problem for found in check(strange, known_sources=sources()))
    silent = planted(tmp_path, lambda text: text.replace(",wet,AVG 6 lid 1 d,", ",,AVG 6 lid 1 d,"))
    assert {r.answer for r in read_rules(silent) if r.id == "danger-personal"} == {Answer.ASK}
