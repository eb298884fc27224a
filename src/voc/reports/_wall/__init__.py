"""The map for the wall: drawn from the journey alone, as SVG, and from that as PDF and PNG."""
