# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""From lists, answers and changes to one verdict. The lines are in ``unseen.thresholds``; nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from unseen import thresholds as at
from unseen.capture import CaptureData
from unseen.capture.diagnostics import Diagnostics
from unseen.comparing.visibility import Visibility
from unseen.judging import carries, copied, few_overlaps
from unseen.result import Estimate, Grade, Reason, Verdict

WORDS = {
    "leave_out": "leaving one list out", "merge": "merging two lists", "lose": "losing 5% of the matches",
    "add": "adding 5% of the matches", "threshold": "another threshold", "prior": "another prior",
    "upper": "another upper bound",
}  # fmt: skip


@dataclass(frozen=True)
class Circumstances:
    """What lists cannot say themselves.

    filled: what -> share of the records in which it is filled in. definitions: sentences on how lists differ in whom
    they count. missing: list that ought to be there -> why it is not. changed: list -> which rule changed and when.
    """

    filled: Mapping[str, float] = field(default_factory=dict)
    definitions: tuple[str, ...] = ()
    missing: Mapping[str, str] = field(default_factory=dict)
    changed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Found:
    """A reason; refuses: there is no estimate because of it, and else one with a reservation."""

    reason: Reason
    refuses: bool


def verdict(
    data: CaptureData, diagnostics: Diagnostics, estimates: Sequence[Estimate], looking: Sequence[Estimate],
    ratios: Mapping[str, Sequence[float | None]], circumstances: Circumstances, missing: Mapping[str, Reason],
    varies: Visibility | None,
) -> Verdict:  # fmt: skip
    """The verdict with all its reasons, those that refuse first.

    looking: the methods that look for dependence and did answer. ratios: per kind of change, what it did to an
    estimate. missing: methods that gave nothing at all. varies: whether people differ in visibility.
    """
    found = [
        *_lists(data, diagnostics), *_years(diagnostics), *_told(data, circumstances),
        *_methods(data, estimates, looking, missing), *_range(data, looking), *_visible(varies),
        *_moves(ratios),
    ]  # fmt: skip
    refused = tuple(each.reason for each in found if each.refuses)
    reserved = tuple(each.reason for each in found if not each.refuses)
    if refused:
        return Verdict(Grade.NONE, (*refused, *reserved))
    return Verdict(Grade.RESERVATIONS, reserved) if reserved else Verdict(Grade.USABLE)


def decided(data: CaptureData, diagnostics: Diagnostics, circumstances: Circumstances) -> bool:
    """Whether the lists themselves, or what is told of them, refuse: no method can change the verdict any more."""
    return any(each.refuses for each in (*_lists(data, diagnostics), *_told(data, circumstances)))


def _lists(data: CaptureData, seen: Diagnostics) -> Iterator[_Found]:
    if len(data.lists) < at.LISTS_REFUSE:
        words = f"{len(data.lists)} lists: whether they depend on each other cannot be seen; add a third"
        yield _Found(Reason("two_lists", words, {"lists": len(data.lists), "least": at.LISTS_REFUSE}), True)
    if seen.more < at.OVERLAP_RESERVE:
        refuses = seen.more < at.OVERLAP_REFUSE
        yield _Found(few_overlaps(seen.more, at.OVERLAP_REFUSE if refuses else at.OVERLAP_RESERVE), refuses)
    for name in seen.lonely:
        words = f"{name} shares nobody with any other list: it says nothing of who was missed; leave it out"
        yield _Found(Reason("list_without_overlap", words, {"size": seen.sizes[name]}), True)
    for each in seen.nested(at.NESTED_RESERVE, at.NESTED_LEAST):
        inner, outer, share = each.inside
        yield _Found(copied(inner, outer, share), share >= at.NESTED_REFUSE)
    if seen.largest[1] >= at.LARGEST_RESERVE:
        yield _Found(carries(*seen.largest), seen.largest[1] >= at.LARGEST_REFUSE)
    if len(data.lists) >= at.LISTS_REFUSE:
        yield from _bridges(data)


def _bridges(data: CaptureData) -> Iterator[_Found]:
    """Lists without which hardly anybody is on two lists."""
    pooled = data.pooled
    for i, name in enumerate(data.lists):
        rest = pooled.patterns & ~(1 << i)
        left = int(sum(n for p, n in zip(rest, pooled.counts, strict=True) if int(p).bit_count() > 1))
        if left < at.WITHOUT_LARGEST_RESERVE:
            words = f"without {name} only {left} people are on two lists: one list carries all overlaps"
            numbers = {"left": left, "least": at.WITHOUT_LARGEST_REFUSE}
            yield _Found(Reason("one_list_carries_all", words, numbers), left < at.WITHOUT_LARGEST_REFUSE)


def _years(seen: Diagnostics) -> Iterator[_Found]:
    for each in seen.changes:
        small, large = sorted((each.before, each.after))
        if each.chance < at.CHANGE_CHANCE and large >= at.CHANGE_RESERVE * small:
            words = (
                f"{each.name} knew {each.before:.0%} of those observed in {each.years[0]} and {each.after:.0%} in "
                f"{each.years[1]}: did it change its rules?"
            )
            numbers = {"before": each.before, "after": each.after, "chance": each.chance}
            yield _Found(Reason("list_changed", words, numbers), False)


def _told(data: CaptureData, told: Circumstances) -> Iterator[_Found]:
    if not told.filled:
        words = "nothing was told of how well people could be matched; lists cannot show the matches they missed"
        yield _Found(Reason("matching_unknown", words), False)
    for name, share in told.filled.items():
        if share < at.FILLED_RESERVE:
            words = f"{name} is filled in for {share:.0%} of the records; matches are missed"
            yield _Found(Reason("fill_rate", words, {"share": share}), share < at.FILLED_REFUSE)
    for words in told.definitions:
        yield _Found(Reason("definitions_differ", f"the lists do not count the same people: {words}"), False)
    for name, why in told.missing.items():
        share = len(told.missing) / (len(told.missing) + len(data.lists))
        words = f"{name} is missing: {why}"
        yield _Found(Reason("missing_list", words, {"share_missing": share}), share >= at.MISSING_REFUSE)
    for name, what in told.changed.items():
        yield _Found(Reason("list_changed", f"{name} changed its rules: {what}"), False)


def _methods(
    data: CaptureData, estimates: Sequence[Estimate], looking: Sequence[Estimate], missing: Mapping[str, Reason]
) -> Iterator[_Found]:
    from unseen.comparing.plan import LOOKING

    if len(looking) < at.METHODS_REFUSE and len(data.lists) >= at.LISTS_REFUSE:
        words = f"{len(looking)} of the methods that look for dependence could answer; that leaves nothing to compare"
        yield _Found(Reason("few_methods", words, {"methods": len(looking), "least": at.METHODS_REFUSE}), True)
    for each in estimates:
        if each.estimate is None and each.method in LOOKING:
            for why in each.verdict.reasons:
                yield _Found(Reason(why.code, f"{each.method} gives no estimate: {why.text}", why.numbers), False)
    for name, why in missing.items():
        if name in LOOKING:
            yield _Found(why, False)


def _range(data: CaptureData, looking: Sequence[Estimate]) -> Iterator[_Found]:
    middles = [each.estimate for each in looking if each.estimate is not None]
    if not middles:
        return
    factor = max(middles) / min(middles)
    if factor > at.DISAGREE_RESERVE:
        words = f"the methods differ by a factor {factor:.2g}: {min(middles):,.0f} to {max(middles):,.0f}"
        numbers = {"factor": factor, "lowest": min(middles), "highest": max(middles)}
        yield _Found(Reason("methods_disagree", words, numbers), factor > at.DISAGREE_REFUSE)
    ends = [end for each in looking for end in (each.low, each.high) if end is not None]
    if ends and max(ends) > at.WIDTH_RESERVE * min(ends):
        wide = max(ends) / min(ends)
        words = f"the intervals together run from {min(ends):,.0f} to {max(ends):,.0f}, a factor {wide:.2g}"
        yield _Found(Reason("wide_interval", words, {"factor": wide}), wide > at.WIDTH_REFUSE)
    times = max(middles) / data.observed
    if times > at.HIDDEN_RESERVE:
        words = f"an estimate of {times:.0f} people for each one observed is the model's and not the lists'"
        yield _Found(Reason("mostly_model", words, {"times": times}), times > at.HIDDEN_REFUSE)


def _visible(varies: Visibility | None) -> Iterator[_Found]:
    if varies is not None and varies.found:
        words = (
            f"people seem to differ in how visible they are; allowing for it gives {varies.estimate:,.0f} "
            f"({varies.low:,.0f} to {varies.high:,.0f}), which is taken into the range"
        )
        numbers = {"ratio": varies.ratio, "chance": varies.chance, "estimate": varies.estimate}
        yield _Found(Reason("visibility_varies", words, numbers), False)


def _moves(ratios: Mapping[str, Sequence[float | None]]) -> Iterator[_Found]:
    for kind in WORDS:
        some = [each for each in ratios.get(kind, ()) if each]
        if not some:
            continue
        factor = max(1.0, *some) / min(1.0, *some)
        if factor > at.SENSITIVE_RESERVE:
            words = f"{WORDS[kind]}: estimates with and without it lie up to a factor {factor:.2g} apart"
            yield _Found(Reason("sensitive", words, {"factor": factor}), factor > at.SENSITIVE_REFUSE)
