"""What somebody who uploads a file can do when it is refused; advice for the owner of the server is not for them."""

import re

ALTERNATIVE = re.compile(r",? or ")
OWNERS_OPTION = re.compile(r"raise --[\w-]+")  # of the command line
OWNERS_FOLDER = "take it out of the folder"  # a refused upload does not stay anyway
SMALLER = "upload it in smaller parts"  # in place of a higher limit
UPLOADERS = {
    "unpack it and add the folder": "unpack it and upload the files",
    "unpack it and add the folder instead": "unpack it and upload the files",
    "build again": "upload it again",
}


def for_uploaders(reason: str) -> str:
    """A sentence of a reader, "what is wrong; what to do or what else.", without what only the owner can do."""
    wrong, parted, remedies = reason.rpartition("; ")
    if not parted:
        return reason
    offered = ALTERNATIVE.split(remedies.removesuffix("."))
    left = [UPLOADERS.get(each, each) for each in offered if not _is_owners(each)]
    if left == offered:
        return reason
    if not left and any(OWNERS_OPTION.fullmatch(each) for each in offered):
        left = [SMALLER]
    return f"{wrong}; {' or '.join(left)}." if left else f"{wrong}."


def _is_owners(remedy: str) -> bool:
    return remedy == OWNERS_FOLDER or OWNERS_OPTION.fullmatch(remedy) is not None
