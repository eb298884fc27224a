"""The local review app: the researcher corrects the tags, alone or with others (``voc review STUDY``).

``server`` opens the port, ``app`` puts the routes together, ``api`` has one file an area, ``guard`` and ``sessions``
say who may come in, ``desk`` is what the routes work on. The page itself is ``static/``: plain files, no build step.
"""
