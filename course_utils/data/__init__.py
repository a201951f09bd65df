"""The data that lessons train on: which it is, how it is split, and a fast loader for it."""

from course_utils.data.find import EMBEDDED_DIGITS, MNIST, CourseData, DataError, find_data
from course_utils.data.loading import (
    BatchIndices,
    InMemoryDataset,
    Splits,
    load_splits,
    make_loader,
    train_validation_split,
)

__all__ = [
    "EMBEDDED_DIGITS",
    "MNIST",
    "BatchIndices",
    "CourseData",
    "DataError",
    "InMemoryDataset",
    "Splits",
    "find_data",
    "load_splits",
    "make_loader",
    "train_validation_split",
]
