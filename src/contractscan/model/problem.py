"""What went wrong without stopping the work."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from contractscan.model.source import Span


class Stage(StrEnum):
    """The part of the work in which a problem arose."""

    PLUGINS = "plugins"
    READING = "reading"
    ANALYSIS = "analysis"
    DETECTION = "detection"
    CATALOGUE = "catalogue"
    EVALUATION = "evaluation"
    RENDERING = "rendering"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that could not be done, told to the reader of the report.

    Attributes:
        stage: where it happened.
        component: the plugin, reader, detector or renderer concerned.
        message: one sentence: what happened and, where there is one, what to do next.
        document: name of the document concerned, or "" where it is about none.
        span: the characters concerned, where known.
        page: the page number concerned, where known, counted from 1.
        loses_text: whether text may have been lost, so that an absence can no longer be claimed.
    """

    stage: Stage
    component: str
    message: str
    document: str = ""
    span: Span | None = None
    page: int | None = None
    loses_text: bool = False
