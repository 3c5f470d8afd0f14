"""Requirement, topic and profile files: loaded, checked, and resolved to a Profile."""
