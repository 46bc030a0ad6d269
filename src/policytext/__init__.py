"""Read a corpus of policy papers as themes, a concept graph and searchable passages."""

__version__ = "0.1.0"
