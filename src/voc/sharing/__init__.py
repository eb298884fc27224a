"""What ``voc share`` takes out of a map before it is sent: small cells, and columns that point at single people."""
