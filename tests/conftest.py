"""Fixtures that several test modules share."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of captured pages; tests that need it are skipped where it is absent."""
    if not CORPUS.is_dir():
        pytest.skip(
            "the captured pages of ../shared/corpus are not here (they are not part of the project)"
        )
    return CORPUS
