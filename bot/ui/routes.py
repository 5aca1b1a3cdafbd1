"""Where a request goes: the path of the page itself, which a proxy may serve below a path of its own."""

from starlette.types import Scope


def root_of(scope: Scope) -> str:
    """The path below which the page is served, "" for none; it ends in no slash."""
    root: str = scope.get("root_path", "")
    return root.rstrip("/")


def route_of(scope: Scope) -> str:
    """The path below the root, which servers put before it or leave out."""
    path: str = scope["path"]
    root = root_of(scope)
    return path.removeprefix(root) if root and path.startswith(f"{root}/") else path
