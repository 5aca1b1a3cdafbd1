"""Conversation: what a question leans on, care, who yields to whom, what was meant, and small talk."""
