"""Do the numbers of a map hold what they say? Simulated studies with a known truth, and rankings made by people."""
