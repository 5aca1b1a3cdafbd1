"""Encoders: text to unit vectors."""

from bot.encoders.protocol import Encoder, EncoderIdentity, FloatArray, Reranker

__all__ = ["Encoder", "EncoderIdentity", "FloatArray", "Reranker"]
