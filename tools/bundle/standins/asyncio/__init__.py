"""Stands in for asyncio, which loads sockets, subprocesses and logging.

The checker's door is a plain function: nothing in the page awaits Python.
"""


def get_event_loop():
    """Pyodide's core takes hold of this name when it starts."""
    raise RuntimeError("the checker's page has no event loop")
