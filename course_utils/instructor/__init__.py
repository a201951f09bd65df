"""Running, refreshing and checking the notebooks: for instructors, for CI and for `course`."""
