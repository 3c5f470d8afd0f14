"""The pytest plugin: examples of detector files as tests."""

import pytest

pytest_plugins = ["pytester"]

DETECTOR = """
detector: our.backup
title: {sv: "Säkerhetskopior", en: "Backups"}
clauses:
  - kind: our.backup
    en: ["backup* ..5.. (daily | every day)"]
    sv: ["säkerhetskop* ..5.. dagligen"]
    match:
      en: ["Backups are made daily.", "A backup is kept."]
      sv: ["Säkerhetskopior tas dagligen."]
    no-match:
      en: ["Backups are made every week."]
"""


@pytest.fixture
def project(pytester):
    folder = pytester.mkdir("detectors")
    (folder / "backup.yaml").write_text(DETECTOR, encoding="utf-8")
    (folder / "other.yaml").write_text("name: not a detector\n", encoding="utf-8")
    return pytester


def run(project, *arguments):
    # A process of its own: spaCy's state and pytest's stay apart.
    return project.runpytest_subprocess("-p", "no:cacheprovider", *arguments)


def test_the_named_folders_examples_are_tests(project):
    project.makeini("[pytest]\ncontractscan_detectors = detectors\n")
    result = run(project)
    result.assert_outcomes(passed=3, failed=1)
    result.stdout.fnmatch_lines(['*backup.yaml:9: our.backup should match "A backup is kept."*missing*'])


def test_a_file_on_the_command_line_needs_no_setting(project):
    run(project, "detectors/backup.yaml").assert_outcomes(passed=3, failed=1)


def test_without_setting_nothing_is_collected(project):
    project.makepyfile("def test_one(): pass")
    run(project).assert_outcomes(passed=1)


def test_a_broken_file_is_an_error_with_its_line(project):
    (project.path / "detectors" / "backup.yaml").write_text(DETECTOR.replace("backup* ..5..", "{nothing} ..5.."))
    result = run(project, "detectors/backup.yaml")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*backup.yaml:6*nothing*"])


def test_vocabularies_beside_the_detectors_are_known(project):
    words = project.mkdir("vocabularies")
    (words / "own.yaml").write_text("nightly:\n  en: [daily, every day]\n  sv: [dagligen]\n", encoding="utf-8")
    source = DETECTOR.replace("(daily | every day)", "{nightly}").replace(', "A backup is kept."', "")
    (project.path / "detectors" / "backup.yaml").write_text(source, encoding="utf-8")
    run(project, "detectors/backup.yaml").assert_outcomes(passed=3)
