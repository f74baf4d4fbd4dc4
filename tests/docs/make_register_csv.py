# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Makes docs/register-csv.md out of the columns that the import knows.

Write it anew with: .venv/bin/python -m tests.docs.make_register_csv
"""

from pathlib import Path

NEEDED = {"ja": "yes", "nee": "no"}
PLACE = Path(__file__).resolve().parents[2] / "docs" / "register-csv.md"

TOP = """<!-- SPDX-FileCopyrightText: 2026 Zicht contributors -->
<!-- SPDX-License-Identifier: EUPL-1.2 -->
<!-- Made by tests/docs/make_register_csv.py; a test compares it with the program. Do not edit by hand. -->

# Register file

`zicht register import FILE` and the page *Bestand inlezen* read this file, whole or not at all. Every fault is told
with its row, its column and what to do about it. Nothing is imported while one fault is left. Before anything is
stored both show what is in the file and which cases will count as unknown, with their rows (`--check` and the button
*Alleen nakijken* stop there). Nothing of a file that is only checked, or refused, is kept: the original stays with
who delivers it, and the findings can be downloaded as CSV.

The format is known by the content, not by the name of the file:

- CSV: text in UTF-8, with or without byte order mark; comma, semicolon or tab between the columns.
- XLSX and ODS: one visible sheet with these columns; `--sheet NAME` when there are more. Hidden and other sheets are
  named and not read. Merged cells, formulas that give an error, and dates where a year is asked are faults.
- HTCDS 2.0, as CSV or spreadsheet: names as in the standard, its survey form or its Excel template; see below.
- CTDC: three generations of the public files are recognised and can be read for figures; they hold no reports, so the
  register refuses them.

What is none of these (a PDF, an old `.xls`, a spreadsheet with a password, a picture) gives one finding.

- The first row has the names of the columns, in any order. Empty rows are skipped.
- One row is one report: one victim, one reporter, one year. The same key in one file is the same person; a person
  counts once per year of report.
- Several codes in one cell: `SU|CU`. Empty or `unknown`: not known. Nationality is never empty (write `unknown`);
  the reporter group must be known.
- There is no column for the group: Zicht computes it from forms and nationality.
- No names, no bsn, no case numbers of the police. The key means something to you alone.

## Columns

The help is in Dutch, because the people who deliver files read it.

| column | required | help | values | example |
|---|---|---|---|---|
"""


BOTTOM = """
## Conditions of reporters

Some reporters report only under a condition (list `register_rules`, with dates): since 2019 the inspectorate after
the reflection period was offered and accepted, FairWork on signs of three kinds, the KMar since 17 May 2016 on more
than crossing a border. A file with the column that a rule asks for (`reflection_offered_on`,
`reflection_accepted_on`, `signs`) is held to it: a row that does not meet the rule waits for the registrar and is not
counted. A file without that column is taken in on the declaration of who delivers it; the check says how many reports
that is about.

## Periods

`episodes` holds where and when somebody was exploited, up to four parts with `:` between them, `|` between periods:
country (or `unknown`, `not_asked`), code of the municipality (only with `NL`), begin, end. `NL:GM0344:2018-03:2019`
is Utrecht, from March 2018 to somewhere in 2019; `BE` alone is Belgium, period not known. The place is that of the
exploitation, never filled from nationality or from the unit that reported.

## Corrections

A row with `yes` in `corrects` adds no report: it corrects the one report that an earlier file brought with the same
key, year, reporter group and police unit. A later file without that column never corrects anything.

- What is filled in replaces what stood there. What is empty or `unknown` stays as it was, so that a file with few
  columns erases nothing. Making a fact unknown, changing key, year or reporter, and changing `episodes` is done by a
  registrar on the page of the report.
- No such report, or more than one: a finding for that row, also with `--check` or *Alleen nakijken*, and nothing of
  the file is taken in.
- What stood there stays in the history of the report, with the day of the file and its `delivery_reference`.
- New and correcting rows may stand in one file, but not for the same report. Whoever only reads a file for figures
  has no earlier report: such a row counts there as it stands.

## HTCDS 2.0

The 84 fields of the Human Trafficking Case Data Standard (IOM, CC BY 4.0; IOM does not endorse Zicht) are all read.
These are kept; the report of a file lists the others, each with the reason why the register does not store it.

{kept}

- `con_Consent` FALSE is a fault when the reporter needs consent; so is `NotAVictimOfTrafficking`.
- Columns of the register may stand beside those of HTCDS: `victim_key`, `reporter_group`, `police_unit` and so on.
  Without `victim_key` every row is a person of its own, as HTCDS has no key that is no name.
- HTCDS does not say which kind of law enforcement reports: choose it on the page, or with `--reporter`.
- HTCDS cannot say criminal exploitation, except forced begging. `Other` is read as not known.
"""


def page() -> str:
    """The whole document."""
    from zicht.register.importfile import describe_columns

    columns = describe_columns()
    rows = [
        f"| `{c['name']}` | {NEEDED[c['required']]} | {c['help']} | {_values(c)} | {_code(c['example'])} |"
        for c in columns
    ]
    wanted = [c for c in columns if c["required"] == "ja"]
    sample = [",".join(c["name"] for c in wanted), ",".join(c["example"] for c in wanted)]
    return (
        TOP
        + "\n".join(rows)
        + "\n\nThe smallest file that can be read:\n\n```csv\n"
        + "\n".join(sample)
        + "\n```\n"
        + BOTTOM.format(kept=_kept())
    )


def _kept() -> str:
    from zicht.register.htcdsfields import fields

    words = {"(consent)": "nothing; it is checked", "(victim)": "nothing; it is checked"}
    rows = [f"| `{f.name}` | {words.get(f.kept_as, f'`{f.kept_as}`')} |" for f in fields().values() if f.kept_as]
    return "\n".join(["| field | kept as |", "|---|---|", *rows])


def _values(column: dict[str, str]) -> str:
    parts = [f"list `{column['list']}`"] if column["list"] else []
    if column["codes"]:
        parts.append(", ".join(f"`{code}`" for code in column["codes"].split(", ")))
    return ": ".join(parts)


def _code(text: str) -> str:
    escaped = text.replace("|", "\\|")
    return f"`{escaped}`" if text else ""


if __name__ == "__main__":
    PLACE.write_text(page(), encoding="utf-8")
