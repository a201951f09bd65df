"""The tables of seed_recipes.py, from the results of its runs."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from statistics import geometric_mean, mean, median

PUBLISHED, COURSE = "published", ("course", "course-again")


@dataclass(frozen=True)
class Side:
    """All runs of one network by one recipe: a value an epoch, over the seeds."""

    runs: list[dict]

    @property
    def accuracy(self) -> list[float]:
        """Mean test accuracy over the seeds after each measured epoch."""
        return [mean(values) for values in zip(*(r["accuracies"] for r in self.runs), strict=True)]

    @property
    def seconds(self) -> list[float]:
        """Median seconds over the seeds from the start to the end of each measured epoch."""
        ends = (accumulate(run["seconds"]) for run in self.runs)
        return [median(values) for values in zip(*ends, strict=True)]

    @property
    def epoch_seconds(self) -> float:
        return median(sum(run["seconds"]) / run["epochs"] for run in self.runs)

    def median_of(self, key: str) -> float:
        return median(run[key] for run in self.runs)


@dataclass(frozen=True)
class Pair:
    """One network, trained by the published recipe and by the course's."""

    name: str
    published: Side
    course: Side

    @property
    def target(self) -> float:
        return self.published.accuracy[-1]

    @property
    def reached(self) -> int:
        """The index of the first epoch after which the published recipe's mean is at the target."""
        return next(i for i, value in enumerate(self.published.accuracy) if value >= self.target)

    @property
    def against_whole(self) -> float:
        return self.published.seconds[-1] / self.course.seconds[-1]

    @property
    def against_reached(self) -> float:
        return self.published.seconds[self.reached] / self.course.seconds[-1]

    @property
    def met(self) -> bool:
        """At the target in the mean, and no single run more than 0.15 points below it."""
        worst = min(run["accuracies"][-1] for run in self.course.runs)
        return self.course.accuracy[-1] >= self.target and worst >= self.target - 0.0015


def pairs_of(results: Iterable[dict]) -> list[Pair]:
    """The networks whose every side has run, by the seeds that all sides have; fastest first."""
    runs = {(r["name"], r["kind"], r["seed"]): r for r in results}
    pairs = []
    for name in {name for name, _, _ in runs}:
        seeds = [s for n, kind, s in runs if n == name and kind == PUBLISHED]
        seeds = [s for s in seeds if all((name, kind, s) in runs for kind in COURSE)]
        if seeds:
            published = Side([runs[name, PUBLISHED, s] for s in seeds])
            course = Side([runs[name, kind, s] for kind in COURSE for s in seeds])
            pairs.append(Pair(name, published, course))
    return sorted(pairs, key=lambda pair: pair.published.seconds[-1])


def print_tables(results: list[dict]) -> None:
    """Print three Markdown tables: accuracy and time, an epoch's parts, and the floor."""
    pairs = pairs_of(results)
    if not pairs:
        print("Nothing has run yet.")
        return
    _print_times(pairs)
    _print_parts(pairs)
    _print_floor(pairs)


def _print_times(pairs: list[Pair]) -> None:
    print(
        "\n| network | seeds | published: accuracy | seconds | reached after | course: accuracy "
        "| lowest | seconds | times faster than the whole | than the moment | as accurate |\n"
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|"
    )
    for pair in pairs:
        published, course = pair.published, pair.course
        lowest = min(run["accuracies"][-1] for run in course.runs)
        print(
            f"| {pair.name} | {len(published.runs)} | {pair.target:.2%} "
            f"| {published.seconds[-1]:.1f} | {published.seconds[pair.reached]:.1f}, epoch "
            f"{pair.reached + 1} | {course.accuracy[-1]:.2%} | {lowest:.2%} "
            f"| {course.seconds[-1]:.2f} | {pair.against_whole:.1f} | {pair.against_reached:.1f} "
            f"| {'yes' if pair.met else 'no'} |"
        )
    whole = geometric_mean(p.against_whole for p in pairs)
    moment = geometric_mean(p.against_reached for p in pairs)
    print(f"| geometric mean | | | | | | | | {whole:.1f} | {moment:.1f} | |")


def _print_parts(pairs: list[Pair]) -> None:
    print(
        "\n| network | recipe | seconds an epoch | of it data | of it compute | peak memory |\n"
        "|---|---|---:|---:|---:|---:|"
    )
    for pair in pairs:
        for kind, side in (("published", pair.published), ("course", pair.course)):
            data = side.median_of("data_seconds")
            print(
                f"| {pair.name} | {kind} | {side.epoch_seconds:.1f} | {data:.2f} "
                f"| {side.epoch_seconds - data:.1f} | {side.median_of('memory_mb'):,.0f} MB |"
            )


def _print_floor(pairs: list[Pair]) -> None:
    print(
        "\n| network | operations an image | measured peak | floor of the course's recipe "
        "| measured | times the floor |\n|---|---:|---:|---:|---:|---:|"
    )
    for pair in pairs:
        operations, peak = (pair.course.median_of(key) for key in ("operations", "peak"))
        floor = operations * pair.course.runs[0]["images"] / peak
        measured = pair.course.seconds[-1]
        print(
            f"| {pair.name} | {operations / 1e6:.1f} million | {peak / 1e9:.0f} GFLOP/s "
            f"| {floor:.2f} s | {measured:.2f} s | {measured / floor:.1f} |"
        )
