"""The domain model: frozen dataclasses with invariants and look-ups. Imports nothing else of the project."""

from contractscan.model.assessment import Assessment, ComponentVersion, ContractSet, Decision, Evidence, Finding, Reference, Searched
from contractscan.model.clause import Actor, Clause, Fact, FactValue, Force, NearMiss
from contractscan.model.document import Block, BlockKind, Box, Cell, Definition, Document, Layout, NoLayout, Page, Section, Table, TextOrigin
from contractscan.model.problem import Problem, Stage
from contractscan.model.requirement import Citation, LANGUAGES, LegalForce, Profile, Requirement, Rule, Severity, Text, Threshold, Topic, Verdict
from contractscan.model.source import Source, Span

__all__ = [
    "Actor",
    "Assessment",
    "Block",
    "BlockKind",
    "Box",
    "Cell",
    "Citation",
    "Clause",
    "ComponentVersion",
    "ContractSet",
    "Decision",
    "Definition",
    "Document",
    "Evidence",
    "Fact",
    "FactValue",
    "Finding",
    "Force",
    "LANGUAGES",
    "Layout",
    "LegalForce",
    "NearMiss",
    "NoLayout",
    "Page",
    "Problem",
    "Profile",
    "Reference",
    "Requirement",
    "Rule",
    "Searched",
    "Section",
    "Severity",
    "Source",
    "Span",
    "Stage",
    "Table",
    "Text",
    "TextOrigin",
    "Threshold",
    "Topic",
    "Verdict",
]
