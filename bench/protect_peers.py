# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What pytauargus and ACRO do with a table. Runs in an environment of its own, where pip put them; prints JSON.

python protect_peers.py RECORDS.csv MINIMUM
"""

import contextlib
import io
import json
import sys
import tempfile
import time

import pandas as pd


def main(path: str, minimum: int) -> None:
    """One line of JSON: what each peer hides or changes, and in how many milliseconds."""
    records = pd.read_csv(path, dtype=str)
    found = {}
    for name, work in {"tau-argus OPT": tau_opt, "tau-argus MOD": tau_mod, "ACRO": acro}.items():
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                begun = time.perf_counter()
                answer = work(records, minimum)
                answer["ms"] = (time.perf_counter() - begun) * 1000
            found[name] = answer
        except Exception as fault:
            found[name] = {"fault": f"{type(fault).__name__}: {fault}"[:200]}
    print(json.dumps(found))


def tau_opt(records: pd.DataFrame, minimum: int) -> dict:
    """The optimum of tau-argus with HiGHS."""
    return _tau(records, minimum, "OPT(1)")


def tau_mod(records: pd.DataFrame, minimum: int) -> dict:
    """The modular method of tau-argus (HiTaS)."""
    return _tau(records, minimum, "MOD(1)")


def _tau(records: pd.DataFrame, minimum: int, method: str) -> dict:
    from pytauargus import protect

    with tempfile.TemporaryDirectory() as place:
        result = protect(
            records.assign(number=1.0),
            ["row", "column"],
            response="number",
            safety_rules=f"FREQ({minimum},10)",
            suppress=method,
            workdir=place,
        )
        table = result.tables[0]
        cells = table.dataframe()[["row", "column"]].itertuples(index=False)
        return {"hidden": [list(cell) for cell, shown in zip(cells, table.safe(), strict=True) if shown == "x"]}


def acro(records: pd.DataFrame, minimum: int) -> dict:
    """ACRO's crosstab with suppression: small cells go, margins are computed again without them."""
    import logging

    logging.disable(logging.CRITICAL)
    from acro import ACRO

    session = ACRO(suppress=True)
    table = session.crosstab(records["row"], records["column"], margins=True)
    total = table.loc["All", "All"] if "All" in table.index and "All" in table.columns else float("nan")
    inner = [[r, c] for r in table.index for c in table.columns if pd.isna(table.loc[r, c])]
    return {"hidden": inner, "total": None if pd.isna(total) else int(total), "true": len(records)}


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
