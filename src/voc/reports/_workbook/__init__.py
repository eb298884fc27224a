"""The parts of the workbook: a book that writes texts as texts, the grid of the map, and the lists beside it."""
