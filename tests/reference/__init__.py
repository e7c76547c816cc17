"""A second, slow and literal reading of the permanency rules, one child at a time, to check the engine against.

Nothing here imports the product: the two agree only if both read the specification the same way.
"""
