"""format=flowed (RFC 3676): lines that were broken for transport are joined again."""

from __future__ import annotations

TYPED_MARK = " " * 5  # before a mark that the writer typed: so far from the margin it quotes nothing


def unflowed(text: str, *, delete_space: bool = False) -> str:
    """Joins soft-broken lines of the same quote depth; a signature line is never joined."""
    lines: list[str] = []
    joining_depth = -1  # quote depth of an open paragraph, or -1
    for raw in text.split("\n"):
        content = raw.lstrip(">")
        depth = len(raw) - len(content)
        if content.startswith(" "):
            content = content[1:]  # space-stuffing
            if not depth and content.startswith(">"):
                content = TYPED_MARK + content
        is_signature = content == "-- "
        is_soft = content.endswith(" ") and not is_signature
        if is_soft and delete_space:
            content = content[:-1]
        if depth == joining_depth and not is_signature:
            lines[-1] += content
        else:
            lines.append(">" * depth + (" " * bool(depth)) + content if depth else content)
        joining_depth = depth if is_soft else -1
    return "\n".join(lines)
