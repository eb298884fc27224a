"""Who is found by the redaction, who is not, and what else is taken for somebody?"""
