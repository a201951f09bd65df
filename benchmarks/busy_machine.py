"""A training step while another process computes: how threads wait for each other, and how many.

python benchmarks/busy_machine.py [--rounds 9] [--only SETTING ...]

Threads that share a step wait for each other at the end of each part of it. While they wait they
spin for some time, and then sleep; where another process takes a core, who spins takes the core
from whom it waits for. These variables are read once, when torch loads its OpenMP runtime, so that
each setting is a process of its own. All of them stand ready while they take turns, with nothing
else on the machine (quiet) and with one process more that computes without end (busy).

It also says whether the same seed gives the same numbers: the loss after 50 steps, to the last bit.
"""

import argparse
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from statistics import median

DEFAULT, ONE_THREAD = "default", "one thread"
SETTINGS = {
    DEFAULT: {},
    "OMP_WAIT_POLICY=PASSIVE": {"OMP_WAIT_POLICY": "PASSIVE"},
    "GOMP_SPINCOUNT=0": {"GOMP_SPINCOUNT": "0"},
    "GOMP_SPINCOUNT=1000": {"GOMP_SPINCOUNT": "1000"},
    "GOMP_SPINCOUNT=10000": {"GOMP_SPINCOUNT": "10000"},
    ONE_THREAD: {"OMP_NUM_THREADS": "1"},
}
STEPS = {"two-layer CNN 10/20": 40, "two-layer CNN 32/64": 20}  # about half a second each
NETS = list(STEPS)
BATCH_SIZE = 64
STEPS_COMPARED = 50
QUIET_AT_MOST, BUSY_AT_MOST = 1.05, 1.3  # times the default's, and one thread's beside the other
STATES = ("quiet", "busy")
COMPUTES_WITHOUT_END = """
import os
parent = os.getppid()
while os.getppid() == parent:  # who stops the benchmark stops this, too
    for _ in range(1_000_000):
        pass
"""


# In the process of a setting


class Training:
    """One of the course's nets and the step that lessons make with it, from seed 0."""

    def __init__(self, name: str) -> None:
        import torch

        from course_utils.training.speed import prepare_for_speed
        from course_utils.zoo import ZOO

        torch.manual_seed(0)
        recipe = ZOO[name].recipe
        self.model = ZOO[name].make()
        prepare_for_speed(self.model)
        self.optimizer = torch.optim.Adam(
            self.model.parameters(), lr=recipe.learning_rate / 25, betas=recipe.betas, fused=True
        )
        self.images = torch.rand(8, BATCH_SIZE, 1, 28, 28)
        self.labels = torch.randint(0, 10, (8, BATCH_SIZE))

    def steps(self, count: int) -> float:
        """Make so many steps; the last one's loss."""
        from torch.nn import functional as F

        loss = None
        for number in range(count):
            images, labels = self.images[number % 8], self.labels[number % 8]
            self.optimizer.zero_grad()
            loss = F.cross_entropy(self.model(images), labels, label_smoothing=0.1)
            loss.backward()
            self.optimizer.step()
        return loss.item()


def answer_questions() -> None:
    """Answer lines of standard input: `time NET` in ms a step, `loss NET` in hexadecimal."""
    trainings = [Training(name) for name in NETS]
    for training in trainings:
        training.steps(10)
    for line in sys.stdin:
        what, number = line.split()
        name = NETS[int(number)]
        if what == "time":
            start = time.perf_counter()
            trainings[int(number)].steps(STEPS[name])
            print(1000 * (time.perf_counter() - start) / STEPS[name], flush=True)
        else:
            print(Training(name).steps(STEPS_COMPARED).hex(), flush=True)


# In the process that asks


class Asked:
    """The process of one setting; it sleeps until it is asked."""

    def __init__(self, setting: str) -> None:
        inherited = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("OMP_", "GOMP_", "KMP_"))
        }
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--answer"],
            env=inherited | SETTINGS[setting],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> "Asked":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()

    def ask(self, what: str, net: str) -> str:
        """The answer to one question."""
        self.process.stdin.write(f"{what} {NETS.index(net)}\n")
        self.process.stdin.flush()
        said = self.process.stdout.readline()
        if not said:
            raise SystemExit("A process of a setting has ended.")
        return said.strip()


@contextmanager
def other_process(state: str) -> Iterator[None]:
    """Where the state is "busy", a process that computes without end, until the block ends."""
    if state == "quiet":
        yield
        return
    with subprocess.Popen([sys.executable, "-c", COMPUTES_WITHOUT_END]) as busy:
        try:
            time.sleep(0.3)  # it has started, and the system has found a core for it
            yield
        finally:
            busy.kill()


def measure(asked: dict[str, Asked], n_rounds: int) -> list[dict[tuple[str, str, str], float]]:
    """For each round, milliseconds a step by state, net and setting; another setting begins."""
    rounds = []
    for number in range(n_rounds):
        print(f"Round {number + 1} of {n_rounds}", file=sys.stderr, flush=True)
        names = [*asked]
        names = names[number % len(names) :] + names[: number % len(names)]
        measured = {}
        for state in STATES:
            with other_process(state):
                for net in NETS:
                    for name in names:
                        measured[state, net, name] = float(asked[name].ask("time", net))
        rounds.append(measured)
    return rounds


def losses(asked: dict[str, Asked]) -> dict[tuple[str, str], dict[str, str]]:
    """By net and setting: the loss after 50 steps, quiet and busy."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for state in STATES:
        with other_process(state):
            for net in NETS:
                for name in asked:
                    found.setdefault((net, name), {})[state] = asked[name].ask("loss", net)
    return found


def print_times(rounds: list[dict[tuple[str, str, str], float]], names: list[str]) -> None:
    """The table of times; ratios are medians of the ratios within a round."""
    print("| net | setting | quiet, ms a step | of the default | busy, ms a step | of one thread |")
    print("|---|---|---:|---:|---:|---:|")
    for net in NETS:
        for name in names:
            quiet, busy = ([m[state, net, name] for m in rounds] for state in STATES)
            of_default = median(m["quiet", net, name] / m["quiet", net, DEFAULT] for m in rounds)
            of_one = median(m["busy", net, name] / m["busy", net, ONE_THREAD] for m in rounds)
            print(
                f"| {net} | {name} | {_spread(quiet)} | {of_default:.2f} "
                f"| {_spread(busy)} | {of_one:.2f} |"
            )


def _spread(times: list[float]) -> str:
    return f"{median(times):.2f} ({min(times):.2f} to {max(times):.2f})"


def print_losses(found: dict[tuple[str, str], dict[str, str]]) -> None:
    """The table of losses, each compared with the default's."""
    print(f"\n| net | setting | loss after {STEPS_COMPARED} steps | busy | as the default |")
    print("|---|---|---|---|---|")
    for (net, name), by_state in found.items():
        again = "the same" if by_state["busy"] == by_state["quiet"] else by_state["busy"]
        same = "yes" if by_state["quiet"] == found[net, DEFAULT]["quiet"] else "no"
        print(f"| {net} | {name} | {by_state['quiet']} | {again} | {same} |")


def print_what_meets(rounds: list[dict[tuple[str, str, str], float]], names: list[str]) -> None:
    """Which settings are within both bounds, for both nets."""
    meets = [
        name
        for name in names
        if all(
            median(m["quiet", net, name] / m["quiet", net, DEFAULT] for m in rounds)
            <= QUIET_AT_MOST
            and median(m["busy", net, name] / m["busy", net, ONE_THREAD] for m in rounds)
            <= BUSY_AT_MOST
            for net in NETS
        )
    ]
    print(
        f"\nAt most {QUIET_AT_MOST} times the default when quiet and {BUSY_AT_MOST} times one "
        f"thread when busy, both nets: {', '.join(meets) or 'none'}."
    )


def main() -> None:
    """Measure all settings in turn, several rounds, and print Markdown tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=9, help="how many rounds (default 9)")
    parser.add_argument("--only", nargs="+", choices=[*SETTINGS], default=[*SETTINGS])
    parser.add_argument("--answer", action="store_true", help="be the process of a setting")
    arguments = parser.parse_args()
    if arguments.answer:
        answer_questions()
        return
    names = [n for n in SETTINGS if n in (*arguments.only, DEFAULT, ONE_THREAD)]
    with ExitStack() as stack:
        asked = {}
        for name in names:  # one after the other: to import torch is work, too
            asked[name] = stack.enter_context(Asked(name))
            asked[name].ask("time", NETS[0])
        rounds = measure(asked, arguments.rounds)
        found = losses(asked)
    print_times(rounds, names)
    print_what_meets(rounds, names)
    print_losses(found)
    print(
        f"\nMedians of {arguments.rounds} rounds, lowest to highest. Batches of {BATCH_SIZE}. "
        f"Python {platform.python_version()}, torch {version('torch')}, {platform.system()}, "
        f"{os.cpu_count()} CPU cores."
    )


if __name__ == "__main__":
    main()
