"""Measure speeds beside what one would use instead, in one run: `make bench`."""
