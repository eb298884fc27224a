"""What ``voc forget`` is made of: whose words lie where, files without them, and what is left of them anywhere."""
