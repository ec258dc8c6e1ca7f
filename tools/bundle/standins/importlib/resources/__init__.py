"""Stands in for importlib.resources, which importlib.abc loads for the sake of a deprecated name."""
