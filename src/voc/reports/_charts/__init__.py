"""The charts of a map as drawings with their words and numbers: one module is one chart."""
