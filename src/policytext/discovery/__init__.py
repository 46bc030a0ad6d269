"""Find formulae that no theme covers yet, in English and in Chinese."""
