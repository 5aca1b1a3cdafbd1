"""Dialogue: follow-ups, abstention, composition of answers, what the sources say, care, and small talk."""
