"""Encoders: text to unit vectors."""

from bot.encoders.protocol import Encoder, FloatArray

__all__ = ["Encoder", "FloatArray"]
