"""Writes passages.json: the share of passages that come out right now. Run it where figures rose; look where one fell.

python tests/corpora/count.py
"""

import json
from collections import defaultdict

from contractscan.catalogue.profiles import resolve
from contractscan.passages import judge, load_passages
from contractscan.plugins import build_registry
from test_passages import FIGURES, ROOT


def main():
    registry = build_registry()
    passages = load_passages(ROOT / "clauses")
    before = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {}
    figures = {}
    for profile in ("swedish-public-sector", "gdpr-art28"):
        right = defaultdict(list)
        for item in judge(passages, registry, resolve(registry.catalogue, profile)):
            right[f"{item.passage.requirement} {item.passage.language}"].append(item.right)
        figures |= {name: round(sum(items) / len(items), 4) for name, items in right.items()}
    for name, share in sorted(figures.items()):
        if share < before.get(name, 0):
            print(f"fell: {name} {before[name]} -> {share}")
    FIGURES.write_text(json.dumps(dict(sorted(figures.items())), indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
