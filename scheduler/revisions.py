"""PURE: two versions of an article as a pair for the study of revisions, sentence by sentence.

The form is that of NewsEdits (Spangher et al., NAACL 2022): a pair of versions x and y, and for
every sentence what became of it: addition, deletion, edit, refactor (moved) or unchanged, with its
index in x and in y. There sentences were matched by bigrams of words; here by the alignment that
also serves our diffs, over Vietnamese syllables.
"""

import re
from collections.abc import Sequence
from typing import Any

from parsers.model import Article
from parsers.text import match_key
from scheduler.align import Fate, align

# A sentence ends with its mark, closing quotes included, before a blank and a capital, digit or
# opening quote; "TP. Hồ Chí Minh", "ThS. Lê" and "Tr. 5" do not end there.
SENTENCE_END = re.compile(r"(?<=[.!?…])(?P<close>[”\"’')\]]*)\s+(?=[“\"‘'(\[]?[A-ZÀ-ỸĐ0-9])")
ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:TP|Tp|TX|TT|Q|P|ThS|TS|PGS|GS|BS|KS|CN|Th|Tr|Mr|Mrs|Ms|Dr|St|[A-ZĐ])\.$"
)
ACTIONS = {
    Fate.KEPT: "unchanged",
    Fate.CHANGED: "edit",
    Fate.SPLIT: "edit",
    Fate.MERGED: "edit",
    Fate.MOVED: "refactor",
    Fate.ADDED: "addition",
    Fate.REMOVED: "deletion",
}


def sentences(paragraphs: Sequence[str]) -> list[str]:
    """The sentences of the paragraphs, in order; a sentence never crosses a paragraph.

    >>> sentences(["Họp tại TP. Hà Nội sáng 2/9. “Tốt lắm!” Ông nói vậy."])
    ['Họp tại TP. Hà Nội sáng 2/9.', '“Tốt lắm!”', 'Ông nói vậy.']
    """
    found: list[str] = []
    for paragraph in paragraphs:
        begin = 0
        for match in SENTENCE_END.finditer(paragraph):
            sentence = paragraph[begin : match.end("close")]
            if not ABBREVIATION.search(sentence):
                found.append(sentence.strip())
                begin = match.end()
        found.append(paragraph[begin:].strip())
    return [sentence for sentence in found if sentence]


def revision_pair(old: Article, new: Article) -> dict[str, Any]:
    """The text part of a pair: titles, texts, and `sentences`, in the order of the newer version.

    Each sentence is a mapping of `action`, `index_x`, `index_y`, `sentence_x`, `sentence_y`; lists,
    as a sentence may have become two. Indexes count from 0.
    """
    x, y = (sentences([*([one.lead] if one.lead else []), *one.body]) for one in (old, new))
    pairs = align(*([match_key(sentence).split() for sentence in side] for side in (x, y)))
    return {
        "title_x": old.title,
        "title_y": new.title,
        "text_x": "\n\n".join(old.body),
        "text_y": "\n\n".join(new.body),
        "lead_x": old.lead,
        "lead_y": new.lead,
        "sentences": [
            {
                "action": ACTIONS[pair.fate],
                "index_x": list(pair.old),
                "index_y": list(pair.new),
                "sentence_x": [x[index] for index in pair.old],
                "sentence_y": [y[index] for index in pair.new],
            }
            for pair in pairs
        ],
    }
