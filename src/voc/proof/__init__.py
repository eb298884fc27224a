"""What ``voc verify`` is made of: the quotes that a report shows, the places they came from, and how the two differ."""
