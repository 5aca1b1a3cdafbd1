"""A small sentence-transformers model with all that can stand between a text and its vector."""

from pathlib import Path

from bot.encoders.sentence_transformer import SentenceTransformerEncoder, load_encoder
from tests.tiny_models import VOCABULARY


def make_encoder(folder: Path, *, pooling: str = "mean", prompt: str = "") -> SentenceTransformerEncoder:
    """Two layers of 16 dimensions with random weights, pooled, then a dense layer to 8; a prompt unless it is empty."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Dense, Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer

    folder.mkdir(parents=True)
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(VOCABULARY), encoding="utf-8")
    torch.manual_seed(7)
    shape = BertConfig(
        vocab_size=len(VOCABULARY),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        initializer_range=0.5,  # far above the usual 0.02, so that vectors differ by more than rounding
    )
    BertModel(shape).save_pretrained(folder / "bert")
    BertTokenizer(str(vocabulary)).save_pretrained(folder / "bert")
    modules = [Transformer(str(folder / "bert")), Pooling(16, pooling_mode=pooling), Dense(16, 8)]
    prompts = {"passage": prompt} if prompt else None
    model = SentenceTransformer(
        modules=modules, device="cpu", prompts=prompts, default_prompt_name="passage" if prompt else None
    )
    model.save(str(folder / "model"))
    return load_encoder(str(folder / "model"))
