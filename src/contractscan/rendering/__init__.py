"""Rendering: an Assessment becomes a report. Every format is made from the same content model, `content.Report`."""
