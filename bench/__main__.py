# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""`make bench`: measure, beside peers, in one run. Works on loopback only, in a directory of its own."""

import argparse
import os
import platform
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import bayes as bayesian
from bench import door, editions, filereading, loglinear, protecting, start
from bench import inbox as desks
from bench.numbers import number, table
from bench.place import LONG, ROOT, BenchError, asked, environment, own_place


@dataclass(frozen=True)
class Effort:
    """How much is measured."""

    visitors: int
    threads: int
    sizes: tuple[int, ...]
    rounds: int
    region: int
    reports: tuple[int, ...]


FULL = Effort(
    visitors=600,
    threads=8,
    sizes=(1_000, 10_000, 100_000),
    rounds=60,
    region=1_000_000,
    reports=(5_000, 100_000, 1_000_000),
)
QUICK = Effort(visitors=24, threads=4, sizes=(50, 100, 200), rounds=3, region=2_000, reports=(500, 2_000))
SECTIONS = ("start", "demo", "inbox", "need", "file", "protect", "monitor", "covariates", "bayes", "stepwise")
PAGE_NAMES = {"inbox": "inbox", "start": "start page"}


def main() -> int:
    """Returns 0 when everything was measured, 1 otherwise."""
    arguments = parser().parse_args()
    effort = QUICK if arguments.quick else FULL
    python = f"{platform.python_implementation()} {platform.python_version()}"
    say(f"{python}, {os.cpu_count()} cores, {platform.system()}.")
    failed = False
    with own_place() as place:
        for name in arguments.only or SECTIONS:
            try:
                MEASURED[name](place, effort)
            except BenchError as error:
                failed = True
                say(f"\n## {name}: not measured\n\n{error}")
    return int(failed)


def parser() -> argparse.ArgumentParser:
    """The options of the command."""
    made = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    made.add_argument(
        "--quick", action="store_true", help="a few rounds with few rows: shows that it works, not how fast"
    )
    made.add_argument("--only", action="append", choices=SECTIONS, help="one part (may be given again)")
    return made


def say(text: str) -> None:
    """Print at once, so that a long run shows where it is."""
    print(text, flush=True)


def starts(place: Path, effort: Effort) -> None:
    """The embedded database beside the wheel's own start."""
    found = start.database(place)
    say("\n## Embedded database, until it answers (ms)\n")
    rows = [
        _beside("first start (makes the cluster)", found.ours_first, found.wheel_first),
        _beside("later start", found.ours_again, found.wheel_again),
    ]
    say(table(["", "Zicht", "the wheel's get_server()", "ratio"], rows))
    if found.why_not:
        say(f"\nThe wheel's own start did not work here: {found.why_not}")


def demo(place: Path, effort: Effort) -> None:
    """Cold start, the public form beside its peer, and then queries per page in the same region."""
    home = place / "demo-home"
    with start.demo(home) as begun:
        say("\n## Demo, from an empty directory (s)\n")
        total = begun.made + begun.served
        rows = [["database, tables, region", number(begun.made)], ["until the first page", number(begun.served)]]
        say(table(["step", "seconds"], [*rows, ["together", number(total)]]))
        ours, peer = door.beside_peer(begun.port, home / "demo", count=effort.visitors, threads=effort.threads)
    say(f"\n## Public form: {ours.count} visitors, {effort.threads} at a time, over HTTP\n")
    rows = [
        _beside("signals saved per second", ours.per_second, peer.per_second),
        _beside("sending, p50 (ms)", ours.post.p50, peer.post.p50),
        _beside("sending, p95 (ms)", ours.post.p95, peer.post.p95),
    ]
    say(table(["", "Zicht", "a plain Django form, one row", "ratio"], rows))
    # The demo sealed its texts with the key of the directory above its own.
    master = environment(home)["ZICHT_MASTER_KEYS"]
    pages(asked("bench.pages", home=home / "demo", ZICHT_DEMO="1", ZICHT_MASTER_KEYS=master))


def pages(found: dict[str, Any]) -> None:
    """Print queries per page."""
    say("\n## Queries per page (the most that a visit took; the quickest visit in ms)\n")
    rows = [
        [p["route"], str(p["queries"]), number(p["milliseconds"]), str(p["visits"]), ", ".join(p["people"][:4])]
        for p in found["pages"]
    ]
    say(table(["page", "queries", "ms", "visits", "seen by (at most four named)"], rows))
    if found["unvisited"]:
        say("\nNo link led to: " + ", ".join(f"`{route}`" for route in found["unvisited"]) + ".")


def inbox(place: Path, effort: Effort) -> None:
    """The inbox as it fills."""
    found = desks.measure(place, sizes=effort.sizes, rounds=effort.rounds)
    say(f"\n## Inbox as it fills, whole page without network ({effort.rounds} rounds in turn)\n")
    rows = []
    for name, words in PAGE_NAMES.items():
        for size in found:
            times = size.times[name]
            ratio = number(times.p50 / found[0].times[name].p50)
            counts = [f"{size.signals:,}", str(size.queries[name]), number(times.p50), number(times.p95)]
            rows.append([words, *counts, ratio])
    say(table(["page", "signals", "queries", "p50 (ms)", "p95 (ms)", "ratio to the smallest"], rows))
    say("\n## The list of the inbox: behind row policies, and the same query as owner without them (p50, ms)\n")
    rows = [_beside(f"inbox with {s.signals:,}", s.times["walled"].p50, s.times["bare"].p50) for s in found]
    say(table(["", "with row policies", "without", "ratio"], rows))


def need(place: Path, effort: Effort) -> None:
    """Need to know at size: what row policies cost, and the blind index."""
    size = int(os.environ.get("ZICHT_BENCH_SIZE", effort.region))
    say(f"\nFilling {size:,} signals, then {effort.rounds} rounds (a million takes five minutes and more) ...")
    home = place / "need-home"
    found = asked("bench.need_to_know", str(size), str(effort.rounds), home=home, patience=LONG)
    say(f"\n## Need to know: {size:,} signals, 200 organisations, 2,000 people (p50, ms; {effort.rounds} rounds)\n")
    rows = []
    for who, parts in found["asked"].items():
        for name, part in parts.items():
            scans = "-" if part["whole"] is None else ", ".join(part["whole"]) or "no"
            quickest = _beside("", *part["quickest"])[1:]
            rows.append([f"{name}, {who}", *_beside("", part["walled"], part["bare"])[1:], *quickest, scans])
    heads = ["with row policies", "without", "ratio", "quickest with", "quickest without", "ratio"]
    say(table(["", *heads, "reads a whole table"], rows))
    say(f"\nHit or no hit, one comparison in the database: {number(found['compare'])} ms.")
    memory = found["memory"]
    say(f"Peak memory before and after 40 pages: {number(memory['before'])} and {number(memory['after'])} MB.")
    say(
        f"Filling took {number(found['filled'])} s. The texts of most signals are empty; one dossier has sealed ones."
    )


def file(place: Path, effort: Effort) -> None:
    """A register file read with validation."""
    say("\n## A register file read with validation\n")
    sizes = (5_000, 100_000, 1_000_000) if effort is FULL else (2_000,)
    found = filereading.measured(place, sizes)
    rows = [[f"{size:,}", way, number(seconds), number(memory)] for size, way, seconds, memory in found]
    say(table(["reports", "way", "s", "peak memory (MB)"], rows))
    say("\n## A register file stored: sealed, with its history, in one transaction (s)\n")
    wanted = (5_000, 100_000) if effort is FULL else (500,)
    done = asked("bench.storing", *map(str, wanted), home=place / "file-home", patience=LONG)
    parts = ("read", "read_processor", "stored", "stored_processor")
    rows = [[f"{each['reports']:,}", *(number(each[name]) for name in parts)] for each in done]
    say(table(["reports", "read and checked", "processor time", "stored", "processor time"], rows))


def protect(place: Path, effort: Effort) -> None:
    """Disclosure control: the whole edition, and single tables beside peers."""
    found = protecting.edition()
    say("\n## Disclosure control: all tables of the edition 2015-2019 together\n")
    steps = [[name, number(found[name])] for name in ("protecting", "auditing")]
    say(table(["step", "ms"], steps))
    hidden = f"{found['small']:.0f} small counts hidden and {found['others']:.0f} for their sake"
    say(f"\n{hidden}, of {found['cells']:.0f} that are not 0.")
    say(f"\n## Single tables: counts below {protecting.MINIMUM} hidden, intervals {protecting.MINIMUM} wide\n")
    rows = []
    for row in protecting.tables(place):
        if row.fault:
            rows.append([row.table, f"{row.method}: {row.fault}", "-", "-", "-", "-"])
            continue
        rows.append([row.table, row.method, number(row.milliseconds), *map(str, (row.small, row.others, row.narrow))])
    say(table(["table", "method", "ms", "small hidden", "others hidden", "computed closely all the same"], rows))


def monitor(place: Path, effort: Effort) -> None:
    """An edition from registers of growing size, beside the same tables in plain pandas."""
    found, why_not = editions.measure(place, sizes=effort.reports)
    say("\n## Edition from a file, and the same tables in plain pandas (s; peak memory in MB)\n")
    heads = ["reports", "read and validated", "counted", "protected", "memory"]
    heads.insert(3, "processor time of both")
    peers = ["pandas: read", "counted", "processor time", "memory", "both steps, pandas : ours", "by processor time"]
    rows = []
    for size in found:
        ours, peer = size.ours, size.peer
        mine = [number(ours[name]) for name in ("read", "built", "processor", "protected", "memory")]
        theirs = ["-"] * 6
        if peer:
            ratio = (peer["read"] + peer["built"]) / (ours["read"] + ours["built"])
            worked = peer["processor"] / ours["processor"]
            told = [number(peer[name]) for name in ("read", "built", "processor", "memory")]
            theirs = [*told, number(ratio), number(worked)]
        rows.append([f"{size.reports:,}", *mine, *theirs])
    say(table([*heads, *peers], rows))
    for size in found:
        if size.peer and size.peer["victims"] != size.ours["victims"]:
            raise BenchError(f"{size.reports}: {size.ours['victims']} victims, pandas {size.peer['victims']}")
    if why_not:
        say(f"\nNo peer here: {why_not}")


def covariates(place: Path, effort: Effort) -> None:
    """Hidden people with covariates: the search for a model as the register grows."""
    say("\n## unseen: covariates (6 lists, year, sex, age, region, form: 92,160 cells; BLAS on one thread)\n")
    sizes = (1_000, 10_000, 100_000) if effort is FULL else (500,)
    rows = []
    for size in sizes:
        for words, options in {"all known": ("0", "no"), "age and early years unknown": ("0.2", "late")}.items():
            again = "2" if effort is FULL and options[1] == "no" else "0"
            home = place / "covariates-home"
            found = asked(
                "bench.covering", str(size), *options, again, home=home, patience=LONG, OPENBLAS_NUM_THREADS="1",
                PYTHONPATH=f"{ROOT / 'packages/unseen/src'}:{ROOT}",
            )  # fmt: skip
            counts = [f"{found[name]:,.0f}" for name in ("observed", "patterns", "fitted", "terms")]
            times = [number(found[name]) for name in ("read", "seconds", "cpu")]
            times += [number(found["again"]) if again != "0" else "-", number(found["memory"])]
            rows.append([words, *counts, *times, f"{found['estimate'] / found['people']:.3f}"])
    heads = [
        "",
        "people observed",
        "rows",
        "models fitted",
        "terms chosen",
        "read (s)",
        "search (s)",
        "search (CPU s)",
    ]
    say(table([*heads, "one replicate (CPU s)", "peak memory (MB)", "estimate : truth"], rows))


def bayes(place: Path, effort: Effort) -> None:
    """Bayesian estimates beside the R packages, in CPU seconds."""
    say("\n## Bayesian estimates on the British five lists (CPU seconds)\n")
    heads = [
        "",
        "unseen",
        "R",
        "R : unseen",
        "effective draws, unseen",
        "of R's steps",
        "per effective draw, R : unseen",
    ]
    rows, elsewhere = [], False
    for row in bayesian.measured(quick=effort is QUICK):
        cells = ["-"] * 5
        if row.peer is not None:
            cells[:2] = f"{row.peer:.3g}", number(row.peer / row.ours)
        if row.worth and row.peer and row.peer_worth:
            ratio = (row.peer / row.peer_worth) / (row.ours / row.worth)
            cells[2:] = number(row.worth), number(row.peer_worth), number(ratio)
        rows.append([row.what, f"{row.ours:.3g}", *cells])
        elsewhere |= row.elsewhere
    say(table(heads, rows))
    if elsewhere:
        say(
            "\nThe seconds of R were measured elsewhere (r_cpu.csv): ZICHT_BENCH_R names no Rscript with its packages"
        )


def stepwise(place: Path, effort: Effort) -> None:
    """Log-linear models beside R."""
    say(loglinear.told(place, loglinear.FULL if effort is FULL else loglinear.QUICK))


def _beside(what: str, ours: float, peer: float | None) -> list[str]:
    if peer is None:
        return [what, number(ours), "-", "-"]
    return [what, number(ours), number(peer), number(ours / peer)]


MEASURED: dict[str, Callable[[Path, Effort], None]] = {
    "start": starts,
    "demo": demo,
    "inbox": inbox,
    "need": need,
    "file": file,
    "protect": protect,
    "monitor": monitor,
    "covariates": covariates,
    "bayes": bayes,
    "stepwise": stepwise,
}

if __name__ == "__main__":
    # However the run is ended, its databases end with it.
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda number, _: sys.exit(128 + number))
    begun = time.monotonic()
    code = main()
    say(f"\n{time.monotonic() - begun:.0f} s in all.")
    sys.exit(code)
