"""Understand what a person types into a search: its grammar, its words, what it means in the other language."""
