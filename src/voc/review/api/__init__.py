"""The routes, one module an area; here is the whole table."""

from voc.review.api import codebook, coders, effects, exporting, judging, quotes, session, study, table, teaching

ROUTES = [
    route
    for area in (session, study, quotes, judging, table, codebook, effects, coders, teaching, exporting)
    for route in area.ROUTES
]
