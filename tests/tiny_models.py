"""Real models small enough to make in a test: a BERT of 2 layers and 16 dimensions with random weights."""

from pathlib import Path

VOCABULARY = "[PAD] [UNK] [CLS] [SEP] [MASK] skin laser pain cost needle sun the is a".split()


def make_cross_encoder(folder: Path, *, labels: int = 1) -> Path:
    """A cross-encoder in the layout that transformers writes: config.json and safetensors, no modules.json."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

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
        num_labels=labels,  # type: ignore[call-arg]  # transformers takes it for every model
        initializer_range=0.5,  # far above the usual 0.02, so that scores differ by more than rounding
    )
    BertForSequenceClassification(shape).save_pretrained(folder)
    BertTokenizer(str(vocabulary)).save_pretrained(folder)
    return folder
