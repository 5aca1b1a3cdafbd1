"""Documents by the short names that people give them."""

NAME_ENDS = "-_. "


def names_document(source: str, document: str) -> bool:
    """Whether `source` means the document of that id.

    It does as the whole id or the tail of it ("contracts/lease.md", "lease.md"), and as the first words of the file's
    name ("lease" for "lease-2019.md", not for "leases.md").
    """
    if document == source or document.endswith(f"/{source}"):
        return True
    name = document.rsplit("/", 1)[-1]
    return name.startswith(source) and name[len(source)] in NAME_ENDS
