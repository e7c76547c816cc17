"""The website under its users: how long each page takes while several work at once (`python -m benchmarks.web`)."""
