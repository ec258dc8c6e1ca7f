"""Stands in for Pyodide's event loop: see asyncio beside it."""

from pyodide_js._api import scheduleCallback  # noqa: F401 (a snapshot must hold what Pyodide expects it to hold)


def _initialize_event_loop():
    """Called once when Pyodide starts."""
