"""Loads a model that was found, the one way there is: see `load`."""

from collections.abc import Callable
from typing import TypeVar

from bot.encoders.models import ModelFolder
from bot.errors import EncoderUnavailable

Model = TypeVar("Model")


def load(make: Callable[..., Model], folder: ModelFolder, *, called: str) -> Model:
    """What `make`, a class of sentence-transformers, makes of the files in `folder`.

    On the CPU, from safetensors, without the network and without code that came with the model.

    Raises:
        EncoderUnavailable: it could not be loaded; the model is what `called` says in the message.
    """
    from safetensors import SafetensorError
    from transformers.utils import logging

    # Its bar for 0.1 s of loading would stand above every answer in a terminal.
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # published without types
    try:
        return make(
            str(folder.path),
            device="cpu",
            local_files_only=True,
            trust_remote_code=False,
            model_kwargs={"use_safetensors": True},
        )
    except (OSError, ValueError, KeyError, ImportError, RuntimeError, SafetensorError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise EncoderUnavailable(f"The {called} {folder.name!r} could not be loaded: {reason}") from error
