"""What every test may use: a PostgreSQL of its own, and a last line that names what was left out."""

pytest_plugins = ["tests.left_out", "tests.postgres", "tests.cast_county"]
