# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the policy officer of the region keeps follows the rules of the room."""

import pytest

from zicht.monitor.declaring import definitions
from zicht.policy.known import chains, published, recommendations
from zicht.policy.rules import Counts, check_step, faults
from zicht.web.demo.policy import COUNTS, FOLLOWED, OWN


@pytest.mark.parametrize("spec", OWN, ids=lambda spec: spec.title)
def test_states_follow_the_table_and_evidence_comes_first(spec):
    assert spec.figure in definitions().figures
    state, evidence = "open", 0
    for said in spec.said:
        evidence += said.kind == "evidence"
        if said.to:
            check_step(state, said.to, own=True, evidence=evidence)
            state = said.to
    assert [said.days for said in spec.said] == sorted((said.days for said in spec.said), reverse=True)


def test_counts_hold_and_no_publication_tells_that_year():
    assert FOLLOWED in recommendations()
    for chain, years, numbers, lost in COUNTS:
        assert faults(chains()[chain], Counts(numbers, lost, {})) == ()
        assert (chain, 2026 - years) not in {(fact.chain, fact.year) for fact in published()}
    assert len({(chain, years) for chain, years, _, _ in COUNTS}) == len(COUNTS)
