"""What is done once for all formats: files to sources, passages to quotes, and the account.

``voc.readers`` holds the formats, one a module; here is what they stand on. A source (``source``) is a file with its
lines, rows, JSON or XML, each loaded when asked for. ``base`` says what a reader is and chooses one. ``collect`` finds
the files (``find``, ``archive``), lets a reader yield passages, knows the records that were read before (``identity``),
gives pseudonyms (``people``), cuts (``segments``), marks what is no evidence (``quotes``, ``repeats``) and counts.

``tables``, ``surveys``, ``talk``, ``posts`` and ``coded`` hold what formats of one kind share.
"""
