"""What policytext knows of each language: its words, their dictionary forms, their inflections."""
