"""The caseload's tables as both databases hold them."""

from homeward.policy.vocabulary import EVENT_KINDS, GOALS, INDIAN_CHILD, PLACEMENT_TYPES, RATINGS

WORDS = {
    "indian_child_word": INDIAN_CHILD,
    "placement_word": PLACEMENT_TYPES,
    "event_word": EVENT_KINDS,
    "value_word": (*RATINGS, *GOALS),
}

TABLES = {
    "children": "child_id TEXT, birth_date DATE, indian_child indian_child_word",
    "episodes": "episode_id TEXT, child_id TEXT, removed_on DATE, discharged_on DATE",
    "placements": "episode_id TEXT, started_on DATE, ended_on DATE, placement_type placement_word, line INTEGER",
    "events": "child_id TEXT, kind event_word, happened_on DATE, value value_word, line INTEGER",
    "calendar": "day DATE, fifth_working_day_after DATE, fifth_court_day_before DATE, next_court_day DATE",
}
"""`line` is the row's place in the file: of two of one day, the later counts."""


def create() -> list[str]:
    """The statements that create the types and tables."""
    types = [f"CREATE TYPE {name} AS ENUM ({', '.join(map(repr, words))})" for name, words in WORDS.items()]
    return types + [f"CREATE TABLE {name} ({columns})" for name, columns in TABLES.items()]
