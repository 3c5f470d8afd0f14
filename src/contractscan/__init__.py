"""contractscan: holds vendor contracts against a catalogue of legal requirements and writes a gap report.

This module is the public face: what plugins may import. `contractscan.testing` adds helpers for their tests.
"""

from __future__ import annotations

from contractscan.analysis import DocumentAnalysis, Scope, SetAnalysis, Unit
from contractscan.hookspecs import (
    API_VERSION,
    Detector,
    Reader,
    ReadOptions,
    Renderer,
    RenderOptions,
    hookimpl,
)
from contractscan.model import *  # noqa: F403  (the model is the public vocabulary)
from contractscan.model import __all__ as _model_names

__all__ = [  # noqa: PLE0604
    "API_VERSION",
    "Detector",
    "DocumentAnalysis",
    "ReadOptions",
    "Reader",
    "RenderOptions",
    "Renderer",
    "Scope",
    "SetAnalysis",
    "Unit",
    "hookimpl",
    *_model_names,
]
