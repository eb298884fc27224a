"""Conversations: cues and lines to turns, who speaks, who asks and who answers."""
