"""Real models small enough to make in a test: a BERT of 2 layers and 16 dimensions with random weights."""

from pathlib import Path
from typing import TYPE_CHECKING

from bot.encoders.sentence_transformer import SentenceTransformerEncoder, load_encoder

if TYPE_CHECKING:
    from transformers import BertConfig

VOCABULARY = "[PAD] [UNK] [CLS] [SEP] [MASK] skin laser pain cost needle sun the is a".split()


def make_cross_encoder(folder: Path, *, labels: int = 1) -> Path:
    """A cross-encoder in the layout that transformers writes: config.json and safetensors, no modules.json."""
    from transformers import BertForSequenceClassification

    BertForSequenceClassification(_begun(folder, labels)).save_pretrained(folder)
    return folder


def make_encoder(folder: Path, *, pooling: str = "mean", prompt: str = "") -> SentenceTransformerEncoder:
    """A sentence-transformers model with all that can stand between a text and its vector.

    What it reads may have a prompt before it, what comes out is pooled and goes through a dense layer to 8.
    """
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Dense, Pooling, Transformer
    from transformers import BertModel

    BertModel(_begun(folder / "bert")).save_pretrained(folder / "bert")
    modules = [Transformer(str(folder / "bert")), Pooling(16, pooling_mode=pooling), Dense(16, 8)]
    prompts = {"passage": prompt} if prompt else None
    model = SentenceTransformer(
        modules=modules, device="cpu", prompts=prompts, default_prompt_name="passage" if prompt else None
    )
    model.save(str(folder / "model"))
    return load_encoder(str(folder / "model"))


def _begun(folder: Path, labels: int = 1) -> "BertConfig":
    """The shape of a BERT whose tokenizer now lies in `folder`, and the same random weights for all that follow."""
    import torch
    from transformers import BertConfig, BertTokenizer

    folder.mkdir(parents=True)
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(VOCABULARY), encoding="utf-8")
    BertTokenizer(str(vocabulary)).save_pretrained(folder)
    torch.manual_seed(7)
    return BertConfig(
        vocab_size=len(VOCABULARY),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        num_labels=labels,  # type: ignore[call-arg]  # transformers takes it for every model
        initializer_range=0.5,  # far above the usual 0.02, so that numbers differ by more than rounding
    )
