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
with its row, its column and what to do about it. Nothing is imported while one fault is left. What is no CSV at all
(a PDF, a spreadsheet, a picture) gives one finding.

- Text in UTF-8, with or without byte order mark. Comma or semicolon between the columns; the first row has their
  names, in any order. Empty rows are skipped.
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
        TOP + "\n".join(rows) + "\n\nThe smallest file that can be read:\n\n```csv\n" + "\n".join(sample) + "\n```\n"
    )


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
