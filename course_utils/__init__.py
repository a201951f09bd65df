"""Helpers for a notebook course on convolutional networks. Importing it has no side effect."""

__version__ = "0.1.0"
