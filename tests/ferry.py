"""A story in English for the tests of pages round the world. Every text is invented."""

TITLE = "Ferry to the outer islands keeps its night crossing"
FIRST = (
    "The night crossing to the outer islands stays for another two years, the harbour board "
    "decided on Monday after it had heard forty islanders speak."
)
SECOND = (
    "Crews will work shorter turns from May, and the fare for those who live on the islands will "
    "not rise before the end of next year."
)
THIRD = (
    "A second boat is to be chartered for the weeks in which the old one lies in the dock, which "
    "the board had first called too dear."
)
FOURTH = (
    "Nobody on the quay had counted on it, said the cook of the last boat, who has served soup on "
    "this crossing for nineteen winters."
)
