"""Synthetic Vietnamese text for benchmarks: syllables by Zipf's law, with phrases of union news among them.

The syllables are composed from the onsets, rimes and tones of the language (some 5,000 come out), so that an index over
them has as many words, and as unevenly used, as one over real news. Nothing here is taken from any publication.
"""

import random
from functools import lru_cache
from itertools import accumulate, product
from unicodedata import normalize

ONSETS = [
    "b",
    "c",
    "ch",
    "d",
    "đ",
    "g",
    "gi",
    "h",
    "k",
    "kh",
    "l",
    "m",
    "n",
    "ng",
    "nh",
    "ph",
    "qu",
    "r",
    "s",
    "t",
    "th",
    "tr",
    "v",
    "x",
]
RIMES = [
    "a",
    "ai",
    "am",
    "an",
    "ang",
    "anh",
    "ao",
    "au",
    "ay",
    "ac",
    "ach",
    "ap",
    "at",
    "ă",
    "ăm",
    "ăn",
    "ăng",
    "ăc",
    "ăp",
    "ăt",
    "â",
    "âm",
    "ân",
    "âng",
    "âu",
    "ây",
    "âc",
    "âp",
    "ât",
    "e",
    "em",
    "en",
    "eo",
    "ec",
    "ep",
    "et",
    "ê",
    "êm",
    "ên",
    "ênh",
    "êu",
    "êch",
    "êt",
    "i",
    "ia",
    "im",
    "in",
    "inh",
    "iu",
    "ich",
    "ip",
    "it",
    "iêm",
    "iên",
    "iêng",
    "iêu",
    "iêc",
    "iêt",
    "o",
    "oa",
    "oai",
    "oan",
    "oang",
    "oc",
    "oi",
    "om",
    "on",
    "ong",
    "op",
    "ot",
    "ô",
    "ôi",
    "ôm",
    "ôn",
    "ông",
    "ôc",
    "ôt",
    "ơ",
    "ơi",
    "ơm",
    "ơn",
    "ơp",
    "ơt",
    "u",
    "ua",
    "ui",
    "um",
    "un",
    "ung",
    "uôi",
    "uôn",
    "uông",
    "uôc",
    "uôt",
    "uy",
    "uyên",
    "uyêt",
    "ư",
    "ưa",
    "ưc",
    "ưi",
    "ưng",
    "ưu",
    "ươi",
    "ươm",
    "ươn",
    "ương",
    "ươu",
    "ươc",
    "ươp",
    "ươt",
    "y",
    "yên",
    "yêu",
]
TONES = ["", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"]
STOPPED = ("c", "ch", "p", "t")  # rimes that end so bear only two of the tones
PHRASES = [
    "công đoàn cơ sở", "người lao động", "Liên đoàn Lao động thành phố", "lương tối thiểu vùng", "thưởng Tết",
    "đình công", "phường Định Công", "hợp đồng lao động", "bảo hiểm xã hội", "đoàn viên công đoàn", "nhà ở xã hội",
    "Tháng Công nhân", "an toàn vệ sinh lao động", "khu công nghiệp", "thoả ước lao động tập thể", "nữ công",
    "Tổng Liên đoàn Lao động Việt Nam", "chăm lo đời sống", "tai nạn lao động", "quỹ mái ấm công đoàn",
]  # fmt: skip


@lru_cache(maxsize=1)
def syllable_bank() -> list[str]:
    """Every onset with every rime and tone that it bears, in a fixed shuffled order."""
    bank = []
    for onset, rime in product(ONSETS, RIMES):
        stopped = rime.endswith(STOPPED)
        for tone in TONES[1:2] + TONES[5:] if stopped else TONES:
            vowel = max((i for i, letter in enumerate(rime) if letter in "aăâeêioôơuưy"), default=0)
            first = next(
                (i for i, letter in enumerate(rime) if letter in "ăâêôơư"),
                min(vowel, 1) if len(rime) > 1 else 0,
            )
            place = first if rime[first] in "aăâeêioôơuưy" else vowel
            bank.append(normalize("NFC", onset + rime[: place + 1] + tone + rime[place + 1 :]))
    unique = list(dict.fromkeys(bank))
    random.Random(7).shuffle(unique)
    return unique[:6000]


class Writer:
    """Writes articles; the same seed writes the same ones."""

    def __init__(self, seed: int = 1) -> None:
        self.random = random.Random(seed)
        self.bank = syllable_bank()
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.bank))))

    def words(self, count: int) -> list[str]:
        """So many syllables, common ones often."""
        return self.random.choices(self.bank, cum_weights=self.weights, k=count)

    def sentence(self, count: int) -> str:
        """A sentence of about `count` syllables, mostly with a phrase of the field in it."""
        words = self.words(count)
        if self.random.random() < 0.5:
            words.insert(self.random.randrange(len(words)), self.random.choice(PHRASES))
        if self.random.random() < 0.1:
            words.append(
                f"{self.random.randrange(1, 90)}{self.random.choice(['0.000', '00.000', '.000.000'])} đồng"
            )
        text = " ".join(words)
        return text[0].upper() + text[1:] + "."

    def paragraph(self) -> str:
        """Two to four sentences."""
        return " ".join(
            self.sentence(self.random.randrange(12, 34)) for _ in range(self.random.randrange(2, 5))
        )

    def title(self) -> str:
        """A headline, with a phrase of the field in every third."""
        words = self.words(self.random.randrange(7, 13))
        if self.random.random() < 0.33:
            words.insert(self.random.randrange(len(words)), self.random.choice(PHRASES))
        text = " ".join(words)
        return text[0].upper() + text[1:]

    def body(self) -> tuple[str, ...]:
        """Four to nine paragraphs: some 400 syllables."""
        return tuple(self.paragraph() for _ in range(self.random.randrange(4, 10)))
