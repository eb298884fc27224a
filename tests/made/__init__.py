"""Binary inputs of golden pairs, made on the spot: nobody can review a binary file.

One module is one reader's: ``make(folder)`` writes its inputs into the folder.
"""
