"""Caseloads of any size, from files and to files: what surrounds the engine when nobody looks at a screen."""
