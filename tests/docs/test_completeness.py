"""Nothing that a user or plugin author can name is undocumented, and the generated pages are up to date."""

import importlib.util
import inspect
import re
import types
from pathlib import Path

import pytest

import contractscan
from contractscan import testing
from contractscan.errors import ExitCode
from contractscan.hookspecs import Hooks
from contractscan.plugins import Loader, find_plugins

DOCS = Path(__file__).parents[2] / "docs"
HOOKS = [name for name in vars(Hooks) if name.startswith("contractscan_")]


def page(name):
    return (DOCS / name).read_text(encoding="utf-8")


def generator():
    spec = importlib.util.spec_from_file_location("docs_generate", DOCS / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def section(text, heading):
    """The text under a second-level heading."""
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))[heading]


def test_the_generated_pages_are_up_to_date():
    assert generator().outdated() == [], "run python docs/generate.py"


def test_a_changed_page_is_noticed(monkeypatch):
    module = generator()
    monkeypatch.setattr(module, "pages", lambda: {"reference/commands.md": "another text"})
    assert module.outdated() == ["reference/commands.md"]
    assert module.main(["--check"]) == 1


def test_every_command_is_documented():
    text = page("reference/commands.md")
    for path, command in generator().commands():
        own = section(text, path)
        assert command.help, f"{path} has no help"
        for parameter in command.params:
            for name in parameter.opts if parameter.param_type_name == "option" else ():
                assert f"`{name}`" in own, f"{path} {name}"
                assert parameter.help or parameter.default, f"{path} {name} has no help"


@pytest.mark.parametrize("hook", HOOKS)
def test_every_hook_is_documented_with_its_signature(hook):
    own = section(page("reference/hooks.md"), hook)
    signature = str(inspect.signature(getattr(Hooks, hook))).replace("(self)", "()").replace("'", "")
    assert f"def {hook}{signature}" in own
    assert all(f"**{part}**" in own for part in ("When", "Returns", "Order"))


@pytest.mark.parametrize("hook", HOOKS)
def test_every_hook_has_an_example_that_registers_something(hook):
    own = section(page("reference/hooks.md"), hook)
    (source,) = re.findall(r"```python\n(.*?)```", own, re.DOTALL)
    module = types.ModuleType("example")
    exec(source, module.__dict__)
    loader = Loader([info.name for info, _ in find_plugins()], {"example": module})
    loader.load()
    registered = loader.call(hook)
    assert registered
    assert loader.problems == []


def test_every_exit_code_is_documented():
    text = page("reference/exit-codes.md")
    assert [code for code in ExitCode if f"| {int(code)} |" not in text] == []


def test_every_public_name_is_documented():
    text = page("reference/plugin-api.md")
    assert [name for name in contractscan.__all__ if f"`{name}`" not in text] == []


def test_every_test_helper_is_documented():
    text = page("reference/testing.md")
    assert [name for name in testing.__all__ if f"`{name}" not in text] == []
