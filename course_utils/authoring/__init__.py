"""Executing, cleaning and building notebooks: for those who write lessons."""
