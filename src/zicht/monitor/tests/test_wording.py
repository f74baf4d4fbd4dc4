# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Registrations are never called prevalence; units and percentages are called by their names."""

import pytest

from zicht.monitor.declaring import definitions
from zicht.monitor.events import events
from zicht.monitor.wording import WordingError, check, number, points, told


@pytest.mark.parametrize(
    "text",
    [
        "De prevalentie van arbeidsuitbuiting is 12 per 100.000.",
        "Arbeidsuitbuiting komt vaker voor bij mannen.",
        "Uitbuiting komt vooral in de landbouw voor.",
        "Het aantal slachtoffers in Nederland is 5.060.",
        "Het aantal slachtoffers van arbeidsuitbuiting in Nederland steeg.",
        "Er is meer mensenhandel dan in 2018.",
        "Er waren minder slachtoffers dan vorig jaar.",
        "De toename van seksuele uitbuiting is groot.",
        "Mensenhandel in Nederland nam toe.",
        "De detectiegraad is 20%.",
        "In 2019 waren het 1.334 slachtoffers.",
        "De omvang van de mensenhandel is bekend.",
    ],
)
def test_dutch_that_says_more_than_the_register_knows_is_refused(text):
    with pytest.raises(WordingError):
        check(text, lang="nl")


@pytest.mark.parametrize(
    "text",
    [
        "The prevalence of labour exploitation is 12.",
        "Labour exploitation is more common among men.",
        "The number of victims in the Netherlands is 5,060.",
        "There was more trafficking than in 2018.",
        "The increase in trafficking is large.",
        "Trafficking in the Netherlands rose.",
        "The detection rate is 20%.",
        "It was 1,334 victims in 2019.",
    ],
)
def test_english_that_says_more_than_the_register_knows_is_refused(text):
    with pytest.raises(WordingError):
        check(text, lang="en")


@pytest.mark.parametrize(
    "text",
    [
        "Gemeld is niet hetzelfde als voorgekomen: dit cijfer zegt niet hoeveel mensenhandel er is.",
        "Het aantal gemelde slachtoffers van seksuele uitbuiting steeg van 530 naar 952.",
        "In 2019 zijn 1.334 slachtoffers gemeld.",
        "Dit zegt niet of er meer uitbuiting is.",
        "Het aandeel ging van 25% in 2015 naar 8% in 2019 (-17 procentpunt).",
    ],
)
def test_careful_dutch_passes(text):
    check(text, lang="nl", unit="victims", describes_change=True)


def test_units_are_not_mixed():
    check("Er waren 5.691 meldingen.", lang="nl", unit="reports")
    with pytest.raises(WordingError, match="says reports"):
        check("Er waren 5.060 meldingen.", lang="nl", unit="victims")
    with pytest.raises(WordingError, match="says victims"):
        check("In 2019 zijn 952 gemelde slachtoffers geteld.", lang="nl", unit="reports")
    with pytest.raises(WordingError, match="says victims"):
        told("Er waren 46 meldingen.", "46 reported victims.", unit="reports")


def test_difference_of_percentages_is_in_points():
    with pytest.raises(WordingError, match="percentage points"):
        check("Het aandeel steeg van 53% in 2015 naar 89% in 2019, met 36%.", lang="nl")
    with pytest.raises(WordingError, match="percentage points"):
        check("The share rose from 53% in 2015 to 89% in 2019 (+36%).", lang="en")
    assert points(53, 89).nl == "+36 procentpunt"
    assert points(10, 9).en == "-1 percentage point"
    assert (number(5060, "nl"), number(5060, "en")) == ("5.060", "5,060")


def test_cause_is_refused_where_a_change_is_described():
    check("Het aantal meldingen daalde omdat iets gold.", lang="nl")
    with pytest.raises(WordingError, match="cause"):
        check("Het aantal meldingen daalde omdat de AVG ging gelden.", lang="nl", describes_change=True)


def test_words_of_declarations_and_events_keep_the_rules():
    known = definitions()
    words = [figure.title for figure in known.figures.values()]
    words += [note for figure in known.figures.values() for note in figure.notes]
    words += [base.words for base in known.bases.values()]
    words += [event.words for event in events()]
    for each in words:
        told(each.nl, each.en)
