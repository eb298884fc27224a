"""Posts and tickets as JSON: formats declared by dotted paths."""
