"""JSON with one entry of a list a line, so that a changed fixture reads well in a diff."""

from __future__ import annotations

import json
from pathlib import Path


def write_json(path: Path, content: dict) -> None:
    """Writes `content`; lists of objects are broken into lines, everything else is kept together."""
    path.write_text(_format(content, "") + "\n")


def _format(value, indent: str) -> str:
    inner = indent + "  "
    if isinstance(value, dict) and any(isinstance(entry, (dict, list)) for entry in value.values()):
        if indent.count("  ") < 2:
            entries = [f"{inner}{json.dumps(key)}: {_format(entry, inner)}" for key, entry in value.items()]
            return "{\n" + ",\n".join(entries) + f"\n{indent}}}"
    if isinstance(value, list) and value and isinstance(value[0], dict):
        entries = [f"{inner}{json.dumps(entry, allow_nan=False)}" for entry in value]
        return "[\n" + ",\n".join(entries) + f"\n{indent}]"
    return json.dumps(value, allow_nan=False)
