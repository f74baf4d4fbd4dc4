# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The same tables as somebody would write them in pandas: one line per idea, no tricks. Run in the bench's own venv.

    python bench/peer_pandas.py FILE

It reads the file without validation and makes the tables 2.1 to 2.13 and 2.1 of nationalities as counts; the
strata of 2.4b are in it, protection is not. Prints JSON with seconds, peak memory and one number to compare.
"""

import json
import resource
import sys
import time

import pandas as pd

COUNTED = ["police", "kmar", "nla", "care_coordinator", "fairwork", "other"]
CODES = ["forms", "sectors_sexual", "sectors_labour", "manners"]
SEXUAL = ["brothel", "window", "escort_hotel", "home", "street", "other"]
AFRICA = {"NG", "UG", "GN", "SL", "GM", "ER", "MA", "CM", "ET", "SO", "CI", "GH"}
EUROPE = {"PL", "RO", "BG", "HU", "SK", "UA", "AL"}


def united(values):
    """All codes that the reports on somebody name."""
    return frozenset(code for cell in values for code in cell.split("|") if code not in ("", "unknown"))


def agreed(values):
    """The one value that the reports agree on."""
    known = {value for value in values if value not in ("", "unknown")}
    return known.pop() if len(known) == 1 else "unknown"


def group(row):
    if "SU" in row.forms:
        return {"NL": "BL-SU", "unknown": "ON"}.get(row.nationality, "GO-SU")
    return next((form for form in ("AU", "CU") if form in row.forms), "ON")


def region(country):
    if country == "NL" or country == "unknown":
        return country
    return "africa" if country in AFRICA else "europe" if country in EUROPE else "elsewhere"


def victims(reports):
    """One row per person and year."""
    told = reports[reports.reporter_group != "om"]
    by_person = told.groupby(["year", "victim_key"], sort=True)
    found = by_person.agg(
        {**dict.fromkeys(CODES, united), "nationality": agreed, "sex": agreed, "age": "min",
         "reporter_group": lambda values: frozenset(values) & frozenset(COUNTED),
         "police_unit": lambda values: frozenset(value for value in values if value)}
    ).reset_index()  # fmt: skip
    found["group"] = found.apply(group, axis=1)
    found["region"] = found.nationality.map(region)
    return found


def side_by_side(frame, by):
    """The variable by group, year and in total."""
    return [pd.crosstab(frame[by], frame["group"]), pd.crosstab(frame[by], frame["year"]), frame[by].value_counts()]


def tables(everybody):
    """The tables of the monitor, in its order."""
    mine = everybody[everybody.reporter_group.map(bool)].copy()
    made = [everybody.groupby("year").size(), mine.groupby("year").size()]
    mine["together"] = mine.forms.map(lambda forms: "+".join(sorted(forms)) or "unknown")
    made.append(pd.crosstab(mine.together, mine.year))
    made += [
        mine[mine.forms.map(lambda forms, form=form: form in forms)].groupby("year").size()
        for form in ("SU", "AU", "CU", "OR")
    ]
    sexual = mine[mine.forms.map(lambda forms: "SU" in forms)].copy()
    sexual["sector"] = sexual.sectors_sexual.map(lambda held: next((s for s in SEXUAL if s in held), "unknown"))
    made.append(pd.crosstab(sexual.sector, sexual.year))
    sexual["visible"] = sexual.sector.map(lambda s: "unknown" if s == "unknown" else str(s in SEXUAL[:2]))
    sexual["minor"] = sexual.age.lt(18).where(sexual.age.notna(), "unknown")
    sexual["first"] = sexual.reporter_group.map(min)
    sexual["unit"] = sexual.police_unit.map(lambda units: min(units, default=""))
    sexual["period"] = sexual.year.le(2016)
    made.append(sexual.groupby(["period", "region", "minor", "first", "unit", "visible"]).size())
    made.append(
        mine[mine.forms.map(lambda forms: "AU" in forms)].explode("sectors_labour").sectors_labour.value_counts()
    )
    criminal = mine[mine.forms.map(lambda forms: "CU" in forms) & mine.year.ge(2016)].explode("manners")
    made.append(pd.crosstab(criminal.manners, criminal.year))
    made.append(pd.crosstab(mine.group, mine.year))
    mine["age_class"] = pd.cut(mine.age, [-1, 17, 22, 29, 200]).astype(str)
    for by in ("sex", "nationality", "region", "age_class"):
        made += side_by_side(mine, by)
    made.append(mine.groupby("group").age.mean())
    made += side_by_side(mine.explode("reporter_group"), "reporter_group")
    police = mine[mine.reporter_group.map(lambda held: "police" in held)]
    made += side_by_side(police.explode("police_unit"), "police_unit")
    made.append(pd.crosstab([police.group, police.region.eq("africa")], police.year))
    return mine, made


def main():
    begun, worked = time.perf_counter(), time.process_time()
    reports = pd.read_csv(sys.argv[1], dtype=str, keep_default_na=False)
    reports["year"], reports["age"] = reports.year.astype(int), pd.to_numeric(reports.age)
    read = time.perf_counter() - begun
    begun = time.perf_counter()
    mine, _ = tables(victims(reports))
    built, processor = time.perf_counter() - begun, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = {"read": read, "built": built, "processor": processor, "memory": peak, "victims": len(mine)}
    print(json.dumps(found))


main()
