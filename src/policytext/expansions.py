"""Find the places where a text spells out what a formula counts, and check them by arithmetic."""
