"""Write the SHA-256 of each file of our own models into ``models/manifest.toml``.

python training/seal.py
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path

MODELS = Path(__file__).parents[1] / "models"


def main() -> None:
    """Renew the table of hashes of every model that has a folder."""
    path = MODELS / "manifest.toml"
    text = path.read_text(encoding="utf-8")
    for entry in tomllib.loads(text)["model"]:
        if "folder" not in entry:
            continue
        folder = MODELS / entry["folder"]
        files = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
        lines = [f'"{name}" = "{hashlib.sha256((folder / name).read_bytes()).hexdigest()}"' for name in files]
        block = re.compile(rf'(name = "{entry["name"]}"\n.*?\[model\.sha256\]\n)(?:"[^\n]*\n)*', re.DOTALL)
        text = block.sub(lambda match, lines=lines: match[1] + "\n".join(lines) + "\n", text, count=1)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
