"""Evaluation: judged questions to figures, and an owner's questions to verdicts."""
