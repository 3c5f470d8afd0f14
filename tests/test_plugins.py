"""The registry: failing plugins, misspelt hooks, duplicates, switching off."""

import types

import pytest

from contractscan import hookimpl
from contractscan.catalogue.profiles import resolve
from contractscan.errors import UsageError
from contractscan.plugins import build_registry, find_plugins


def plugin(**hooks):
    module = types.SimpleNamespace()
    for name, result in hooks.items():

        def hook(result=result):
            if isinstance(result, Exception):
                raise result
            return result

        setattr(module, name, hookimpl(hook))
    return module


class Upper:
    id = "upper"
    kinds = ("x.y",)
    languages = ("en",)

    def detect(self, analysis):
        return iter(())


class Lower(Upper):
    id = "lower"


def registry(**plugins):
    everything = [info.name for info, _ in find_plugins()]
    return build_registry(without=everything, extra=plugins)


def test_the_core_starts_without_any_plugin():
    empty = registry()
    assert (empty.readers, empty.detectors, empty.renderers, dict(empty.catalogue.profiles)) == ((), (), (), {})


def test_a_failing_hook_costs_its_own_plugin_only():
    result = registry(
        bad=plugin(contractscan_detectors=ValueError("boom")), good=plugin(contractscan_detectors=[Upper()])
    )
    assert [detector.id for detector in result.detectors] == ["upper"]
    (problem,) = result.problems
    assert (problem.component, "boom" in problem.message) == ("bad", True)


def test_a_misspelt_hook_costs_its_plugin_and_the_right_one_is_named():
    result = registry(
        bad=plugin(contractscan_detector=[], contractscan_detectors=[Lower()]),
        good=plugin(contractscan_detectors=[Upper()]),
    )
    assert [detector.id for detector in result.detectors] == ["upper"]
    (problem,) = result.problems
    assert problem.component == "bad"
    assert "did you mean contractscan_detectors?" in problem.message


def test_a_detector_id_may_be_registered_once():
    first, second = Upper(), Upper()
    result = registry(one=plugin(contractscan_detectors=[first]), two=plugin(contractscan_detectors=[second]))
    assert result.detectors == (first,)
    (problem,) = result.problems
    assert problem.component == "two"
    assert "registered by one too" in problem.message


def test_what_is_no_detector_is_refused():
    result = registry(bad=plugin(contractscan_detectors=[42]))
    assert "int" in result.problems[0].message


def test_a_plugin_for_another_api_is_refused():
    bad = plugin(contractscan_detectors=[Upper()])
    bad.contractscan_api = 99
    result = registry(bad=bad)
    assert result.detectors == ()
    assert "API 99" in result.problems[0].message


def test_every_shipped_component_has_distribution_info_and_can_be_switched_off(monkeypatch):
    infos = [info for info, _ in find_plugins()]
    assert {info.distribution for info in infos} == {"contractscan"}
    monkeypatch.setenv("CONTRACTSCAN_DISABLE", "transfers, exit")
    assert {info.name for info, _ in find_plugins(["audit"]) if not info.enabled} == {"transfers", "exit", "audit"}


def test_an_unknown_name_cannot_be_switched_off():
    with pytest.raises(UsageError, match="no plugin nonsense"):
        find_plugins(["nonsense"])


def test_a_broken_data_file_is_a_problem_with_its_place(tmp_path):
    (tmp_path / "bad.yaml").write_text("detector: x\nclauses: [\n", encoding="utf-8")
    result = registry(local=plugin(contractscan_detectors=[tmp_path]))
    assert result.detectors == ()
    assert "local/bad.yaml:" in result.problems[0].message


def test_a_profile_does_without_the_plugin_that_was_switched_off():
    full, less = build_registry(), build_registry(without=["transfers"])
    missing = {item.id for item in resolve(full.catalogue, "").requirements} - {
        item.id for item in resolve(less.catalogue, "").requirements
    }
    assert missing == {f"TRF-{number:02}" for number in range(1, 9)}
    assert "- transfers" in resolve(less.catalogue, "").changes
