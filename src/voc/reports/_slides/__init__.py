"""The parts of the slides: a deck of native shapes and tables, how texts fit, and one module for each kind of slide."""
