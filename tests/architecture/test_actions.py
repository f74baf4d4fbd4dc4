# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Actions are verbs: registered, keyword-only, typed; each leaves exactly one audit row, or nothing at all."""

import ast
import importlib
import importlib.util
import inspect
import pkgutil
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.db import transaction

import zicht
from zicht.access import audit
from zicht.access.audit import ACTIONS, action
from zicht.access.models import AuditRow
from zicht.access.roles import Kind, Purpose
from zicht.base.context import acting
from zicht.casework.cases.models import Case

# Functions beside the actions that take an actor and write, but only inside an action of another's making.
INSIDE_AN_ACTION = {
    "zicht.casework.cases.actions.note_event": "appends the news of an action, in that action's transaction",
    "zicht.casework.cases.consent.actions.append_answer": "appends an answer, in the action of whoever asked",
    "zicht.casework.intake.actions.note_step": "appends the step of an action, in that action's transaction",
    "zicht.casework.intake.actions.append_event": "appends a correction, in that action's transaction",
    "zicht.policy.actions.note_event": "appends what became of a recommendation, in that action's transaction",
}
WRITING = {"save", "create", "bulk_create", "get_or_create", "update_or_create", "save_if_current", "delete"}
SIGNS = {"door", "signed_in_door", "public_door"}


def action_modules() -> list[ModuleType]:
    """Modules called actions, wherever their room lies, and every other module that registers one."""
    names = {m.name for m in pkgutil.walk_packages(zicht.__path__, "zicht.") if m.name.endswith(".actions")}
    for name in names | {"zicht.web.urls"}:  # the addresses bring every page's actions with them
        importlib.import_module(name)
    names |= {function.__module__ for function in ACTIONS.values() if function.__module__.startswith("zicht.")}
    return [importlib.import_module(name) for name in sorted(names)]


def public_functions(module: ModuleType) -> dict[str, Callable[..., Any]]:
    found = inspect.getmembers(module, inspect.isfunction)
    return {
        f"{module.__name__}.{n}": f for n, f in found if not n.startswith("_") and f.__module__ == module.__name__
    }


def writes(tree: ast.AST) -> list[str]:
    """Calls in this piece of source that change rows."""
    calls = [n.func for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)]
    return [call.attr for call in calls if call.attr in WRITING]


def writes_at_last(name: str, module: ModuleType) -> bool:
    """True when this function changes rows, by itself or through functions of the same module."""
    trees = {n.name: n for n in ast.walk(ast.parse(inspect.getsource(module))) if isinstance(n, ast.FunctionDef)}
    seen, waiting = set(), [name]
    while waiting:
        tree = trees.get(waiting.pop())
        if tree is None or tree.name in seen:
            continue
        if writes(tree):
            return True
        seen.add(tree.name)
        calls = [n.func for n in ast.walk(tree) if isinstance(n, ast.Call)]
        waiting += [call.id for call in calls if isinstance(call, ast.Name)]
    return False


def unregistered(modules: Iterable[ModuleType]) -> list[str]:
    """Functions that take an actor, change rows and are no registered action. Reading is no action."""
    return [
        name
        for module in modules
        for name, function in public_functions(module).items()
        if "actor" in inspect.signature(function).parameters
        and function not in ACTIONS.values()
        and name not in INSIDE_AN_ACTION
        and writes_at_last(function.__name__, module)
    ]


def pages_that_write(name: str, source: str) -> list[str]:
    """Functions with a sign on their door that change rows themselves, past any action."""
    return [
        f"{name}.{node.name}: {', '.join(found)}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef)
        and any(_word(decorator) in SIGNS for decorator in node.decorator_list)
        and (found := writes(node))
    ]


def _word(decorator: ast.expr) -> str:
    plain = decorator.func if isinstance(decorator, ast.Call) else decorator
    return plain.attr if isinstance(plain, ast.Attribute) else getattr(plain, "id", "")


def ill_formed(actions: dict[str, Callable[..., Any]]) -> list[str]:
    """Actions with an argument that can be given by place, or without a type."""
    return [
        f"{name}: {parameter.name}"
        for name, function in actions.items()
        for parameter in inspect.signature(function).parameters.values()
        if parameter.kind is not inspect.Parameter.KEYWORD_ONLY or parameter.annotation is inspect.Parameter.empty
    ]


def test_every_function_that_takes_an_actor_is_a_registered_action():
    assert unregistered(action_modules()) == []


def test_pages_change_rows_through_actions_only():
    root = Path(zicht.__path__[0])
    sources = [path for path in root.rglob("*.py") if "tests" not in path.parts]
    assert [page for path in sources for page in pages_that_write(path.stem, path.read_text())] == []


def test_a_planted_page_that_writes_is_found():
    planted = "@door(Purpose.REPORTING)\ndef page(request):\n    Case.objects.create(title='x')\n"
    assert pages_that_write("planted", planted) == ["planted.page: create"]
    assert pages_that_write("planted", planted.replace("@door(Purpose.REPORTING)\n", "")) == []


def test_helpers_beside_the_actions_are_still_there():
    known = {name for module in action_modules() for name in public_functions(module)}
    assert set(INSIDE_AN_ACTION) <= known


def test_actions_are_keyword_only_and_typed():
    action_modules()
    assert len(ACTIONS) > 5
    assert ill_formed(ACTIONS) == []


def test_actions_have_a_name_that_says_what_and_which():
    action_modules()
    assert [name for name in ACTIONS if len(name.split(".")) != 2] == []


PLANTED = """
def change(*, actor, at):
    return _store(actor)


def _store(actor):
    actor.thing.save()


def look(*, actor, at):
    return actor.things.filter(at=at)
"""


def test_a_planted_function_that_is_no_action_is_found(tmp_path):
    (tmp_path / "actions.py").write_text(PLANTED)
    spec = importlib.util.spec_from_file_location("planted_actions", tmp_path / "actions.py")
    planted = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(planted)
    assert unregistered([planted]) == ["planted_actions.change"]


def test_an_action_with_arguments_by_place_is_refused_at_once():
    with pytest.raises(TypeError, match="keyword-only"):

        @action("planted.by-place", kind=Kind.CASE)
        def by_place(actor, at): ...

    with pytest.raises(TypeError, match="actor and at"):

        @action("planted.without-clock", kind=Kind.CASE)
        def without_clock(*, actor): ...

    assert not [name for name in ACTIONS if name.startswith("planted")]
    assert ill_formed({"planted.by-place": lambda actor: None}) == ["planted.by-place: actor"]


@pytest.fixture
def open_case(monkeypatch, cast):
    """A small action on a real record, registered for the length of one test."""
    monkeypatch.setattr(audit, "ACTIONS", dict(ACTIONS))

    @action("planted.open", kind=Kind.CASE)
    def planted(*, actor, at, fails: bool = False) -> Case:
        unit = cast.unit_of("noor")
        case = Case.objects.create(owning_unit=unit, reference="T-1", title="Proef", about="person", opened_at=at)
        if fails:
            raise ValueError("the action failed")
        return case

    return planted


@pytest.mark.database
@pytest.mark.django_db
class TestOneAuditRow:
    def trail(self, actor, at) -> list[AuditRow]:
        lotte = actor("lotte", Purpose.OVERSIGHT)
        with acting(lotte.context(at)):
            return list(AuditRow.objects.all())

    def test_an_action_leaves_one_row_that_says_who_what_and_why(self, actor, at, open_case):
        noor = actor("noor", Purpose.SIGNAL_HANDLING)
        with acting(noor.context(at)) as context:
            case = open_case(actor=noor, at=at)
        (row,) = self.trail(actor, at)
        assert (row.actor, row.action, row.kind) == (noor.label, "planted.open", "case")
        assert (row.record, row.owning_unit_id, row.at) == (str(case.pk), case.owning_unit_id, at)
        assert (row.purpose, row.trace) == ("signal_handling", context.trace)

    def test_an_action_that_fails_leaves_neither_record_nor_row(self, actor, at, open_case):
        noor = actor("noor", Purpose.SIGNAL_HANDLING)
        with acting(noor.context(at)):
            with pytest.raises(ValueError, match="failed"):
                open_case(actor=noor, at=at, fails=True)
            assert Case.objects.count() == 0
        assert self.trail(actor, at) == []

    def test_without_its_row_an_action_did_not_happen(self, actor, at, open_case, monkeypatch):
        def broken(**_: object) -> None:
            raise OSError("no room for the row")

        monkeypatch.setattr(audit, "write_audit", broken)
        noor = actor("noor", Purpose.SIGNAL_HANDLING)
        with acting(noor.context(at)):
            with pytest.raises(OSError, match="no room"):
                open_case(actor=noor, at=at)
            assert Case.objects.count() == 0

    def test_row_and_record_stand_in_one_transaction(self, actor, at, open_case):
        noor = actor("noor", Purpose.SIGNAL_HANDLING)
        with acting(noor.context(at)), transaction.atomic():
            open_case(actor=noor, at=at)
            transaction.set_rollback(True)
        assert self.trail(actor, at) == []
        with acting(noor.context(at)):
            assert Case.objects.count() == 0

    def test_the_row_holds_no_content(self):
        held = {f.name for f in AuditRow._meta.local_fields}
        named = {"id", "at", "trace", "actor", "owning_unit", "purpose", "action", "kind", "record"}
        assert held == named | {"what", "method", "status", "found"}
