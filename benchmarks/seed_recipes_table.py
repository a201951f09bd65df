"""The tables of seed_recipes.py, from the results of its runs."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import geometric_mean, mean, median

BELOW = 0.0015  # no single run of the course's may end further below the published mean


@dataclass(frozen=True)
class Side:
    """All runs of one network by one recipe."""

    runs: list[dict]

    @property
    def accuracies(self) -> list[float]:
        """Mean accuracy over the runs after each measured epoch."""
        return [mean(values) for values in zip(*(r["accuracies"] for r in self.runs), strict=True)]

    @property
    def epoch_seconds(self) -> float:
        """Median over all epochs of all runs, so that other load in one of them does not count."""
        return median(seconds for run in self.runs for seconds in run["seconds"])

    @property
    def seconds(self) -> float:
        return self.epoch_seconds * len(self.accuracies)

    @property
    def images(self) -> int:
        return self.runs[0]["images"]

    def of_60000_images(self, seconds: float) -> float:
        return seconds * 60_000 / self.images

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
        return self.published.accuracies[-1]

    @property
    def first_there(self) -> int:
        """The epoch, from 1, after which the published mean is at its final value or above."""
        accuracies = self.published.accuracies
        return next(i for i, value in enumerate(accuracies, start=1) if value >= self.target)

    @property
    def there_to_stay(self) -> int:
        """The epoch, from 1, from which on it stays there."""
        accuracies = self.published.accuracies
        below = [i for i, value in enumerate(accuracies, start=1) if value < self.target]
        return max(below, default=0) + 1

    @property
    def lowest(self) -> float:
        return min(run["accuracies"][-1] for run in self.course.runs)

    @property
    def met(self) -> bool:
        """At the target in the mean, and no single run more than 0.15 points below it."""
        return self.course.accuracies[-1] >= self.target and self.lowest >= self.target - BELOW

    def times_faster(self, epochs: int) -> float:
        """Against so many epochs of the published recipe."""
        return self.published.epoch_seconds * epochs / self.course.seconds


def pairs_of(results: Iterable[dict]) -> list[Pair]:
    """The runs by network, each with both its sides."""
    results = list(results)
    pairs = []
    for name in dict.fromkeys(run["name"] for run in results):
        runs = [run for run in results if run["name"] == name]
        published = Side([run for run in runs if run["kind"] == "published"])
        course = Side([run for run in runs if run["kind"] != "published"])
        pairs.append(Pair(name, published, course))
    return pairs


def print_tables(results: list[dict]) -> None:
    """Print Markdown tables: accuracy and time, an epoch's parts, the floor; and the machine."""
    pairs = pairs_of(results)
    if not pairs:
        print("Nothing has run yet.")
        return
    _print_times(pairs)
    _print_parts(pairs)
    _print_floor(pairs, max(run["peak"] for run in results))
    print("\n" + "; ".join(dict.fromkeys(run["machine"] for run in results)) + ".")


def _print_times(pairs: list[Pair]) -> None:
    print(
        "\n| network | seeds | published: accuracy | seconds | there first | to stay "
        "| course: accuracy | lowest | seconds | as accurate | × whole | × first there |\n"
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---|---:|---:|"
    )
    for pair in pairs:
        published, course = pair.published, pair.course
        n_epochs = len(published.accuracies)
        print(
            f"| {pair.name} | {len(published.runs)} | {pair.target:.2%} "
            f"| {published.seconds:.1f} | epoch {pair.first_there} of {n_epochs} "
            f"| epoch {pair.there_to_stay} | {course.accuracies[-1]:.2%} | {pair.lowest:.2%} "
            f"| {course.seconds:.2f} | {'yes' if pair.met else 'no'} "
            f"| {pair.times_faster(n_epochs):.1f} | {pair.times_faster(pair.first_there):.1f} |"
        )
    whole = geometric_mean(p.times_faster(len(p.published.accuracies)) for p in pairs)
    first = geometric_mean(p.times_faster(p.first_there) for p in pairs)
    n_met = sum(pair.met for pair in pairs)
    print(
        f"\nGeometric means: {whole:.1f} times as fast as the whole published recipe, {first:.1f} "
        f"times as fast as the way to where it first has its final accuracy. As accurate ({n_met} "
        f"of {len(pairs)}): the mean is no lower, and no run more than {100 * BELOW:.2f} points "
        "below. Seconds: median of all epochs, times their number."
    )


def _print_parts(pairs: list[Pair]) -> None:
    print(
        "\n| network | recipe | seconds for 60,000 images | of it data | peak memory |\n"
        "|---|---|---:|---:|---:|"
    )
    for pair in pairs:
        for kind, side in (("published", pair.published), ("course", pair.course)):
            whole, data = map(side.of_60000_images, (side.seconds, side.median_of("data_seconds")))
            memory = side.median_of("memory_mb") if side.runs[0]["memory_mb"] else None
            print(
                f"| {pair.name} | {kind} | {whole:.1f} | {data:.2f} "
                f"| {f'{memory:,.0f} MB' if memory else 'not measured'} |"
            )


def _print_floor(pairs: list[Pair], peak: float) -> None:
    print(
        f"\nPeak of these cores: {peak / 1e9:.0f} GFLOP/s, the best of all runs.\n\n"
        "| network | operations an image | floor | course | times the floor |\n"
        "|---|---:|---:|---:|---:|"
    )
    for pair in pairs:
        operations, measured = pair.course.runs[0]["operations"], pair.course.seconds
        floor = operations * pair.course.images / peak
        print(
            f"| {pair.name} | {operations / 1e6:.1f} million | {floor:.2f} s | {measured:.2f} s "
            f"| {measured / floor:.1f} |"
        )
