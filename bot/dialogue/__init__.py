"""Dialogue: follow-ups, abstention, and the composition of answers."""
