# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""An invented register of any size as a CSV file, spread like a register of five years. Nobody in it exists."""

from pathlib import Path

import numpy as np
import polars as pl

YEARS = np.arange(2015, 2020)
FORMS = ["SU", "AU", "CU", "SU|CU", "SU|AU", "AU|CU", "unknown", "OR"]
FORM_SHARES = [0.56, 0.19, 0.07, 0.04, 0.02, 0.015, 0.103, 0.002]
COUNTRIES = ["NL", "NG", "PL", "RO", "UG", "BG", "HU", "GN", "SL", "PH", "GM", "VN", "ER", "AF", "unknown"]
COUNTRIES += ["SY", "MA", "CN", "IN", "SK", "UA", "AL", "CM", "ET", "SO", "CI", "GH", "BR", "SR", "CO", "TR"]
REPORTERS = ["police", "kmar", "nla", "care_coordinator", "fairwork", "other", "emm", "om"]
REPORTER_SHARES = [0.47, 0.05, 0.05, 0.18, 0.05, 0.12, 0.07, 0.01]
SEXUAL = ["", "brothel", "window", "escort_hotel", "home", "street", "other", "home|street"]
LABOUR = ["", "agriculture", "temp_agency", "hospitality", "cleaning", "construction", "agriculture|temp_agency"]
MANNERS = ["", "drugs", "drugs", "theft", "begging", "drugs|theft", "money_mule"]
UNITS = ["noord_nederland", "oost_nederland", "midden_nederland", "noord_holland", "amsterdam", "den_haag"]
UNITS += ["rotterdam", "zeeland_west_brabant", "oost_brabant", "limburg", "landelijke_eenheid"]
# One row in nine is a further report on somebody, as in the source (5,691 reports on 5,060 victims).
AGAIN = 0.112


def write(path: Path, *, reports: int) -> None:
    """Write a register of so many reports. The same bytes every time."""
    rng = np.random.default_rng(2015)
    people, wanted = max(1, round(reports * (1 - AGAIN))), reports
    # A little more than is wanted: the same report twice is no register.
    reports += reports // 50 + 20
    who = np.concatenate([np.arange(people), rng.integers(0, people, reports - people)])
    # A further report comes in the same year, or in one in ten in a later one.
    year = rng.choice(YEARS, people, p=[0.227, 0.188, 0.189, 0.132, 0.264])[who]
    later = (np.arange(reports) >= people) & (rng.random(reports) < 0.1)
    year = np.where(later, np.minimum(year + 1, 2019), year)
    forms = rng.choice(len(FORMS), people, p=np.array(FORM_SHARES) / sum(FORM_SHARES))[who]
    country = np.minimum(rng.geometric(0.14, people) - 1, len(COUNTRIES) - 1)[who]
    age = np.clip(rng.gamma(6, 4.4, people), 1, 80).astype(int)[who]
    reporter = rng.choice(len(REPORTERS), reports, p=REPORTER_SHARES)
    text = np.array(FORMS)[forms]
    sexual, labour = np.char.find(text, "SU") >= 0, np.char.find(text, "AU") >= 0
    criminal = (np.char.find(text, "CU") >= 0) & (year >= 2016)
    frame = pl.DataFrame({
        "victim_key": np.char.add("V", who.astype(str)),
        "forms": text,
        "nationality": np.array(COUNTRIES)[country],
        "year": year,
        "reporter_group": np.array(REPORTERS)[reporter],
        "sex": np.array(["female", "male", "unknown"])[rng.choice(3, people, p=[0.66, 0.32, 0.02])[who]],
        "age": np.where(rng.random(reports) < 0.11, "", age.astype(str)),
        "sectors_sexual": np.where(sexual, rng.choice(SEXUAL, reports, p=[0.56, *[0.44 / 7] * 7]), ""),
        "sectors_labour": np.where(labour, rng.choice(LABOUR, reports), ""),
        "manners": np.where(criminal, rng.choice(MANNERS, reports), ""),
        "police_unit": np.where(reporter == 0, rng.choice(UNITS, reports), ""),
        "delivery_reference": np.full(reports, "bench"),
    })  # fmt: skip
    once = frame.unique(["victim_key", "year", "reporter_group", "police_unit"], keep="first", maintain_order=True)
    once.head(wanted)[rng.permutation(wanted)].write_csv(path)
