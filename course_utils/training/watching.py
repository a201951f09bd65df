"""What is seen while a training runs: a bar, a line an epoch, curves that grow, and who disturbs.

None of it changes a number: nothing is drawn by chance, and the weights are only read.
"""

import math
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from tqdm import tqdm

from course_utils.training.history import History
from course_utils.training.processor import Processor

if TYPE_CHECKING:
    from IPython.display import DisplayHandle

STEPS_BETWEEN_LOOKS = 100  # reading a loss makes a GPU wait, so it is not done at every step
SECONDS_BETWEEN_LOOKS = 1.0  # where steps are long, it is done sooner
LARGEST_SHARE = 0.02  # of the training's time that drawing may take
FIRST_DRAWING = 0.3  # seconds that a drawing is taken to need before one was made
WORTH_A_DRAWING = 5.0  # seconds that must be left when the first one is made


class Point(NamedTuple):
    """A mean loss and an accuracy in [0, 1] after so many epochs."""

    epochs: float
    loss: float
    accuracy: float


class Watcher:
    """Follows one training of so many steps; silent where it is not `shown`.

    `on_cpu` says that the training computes on the processor, whose time is then watched.
    """

    _told = False  # whether this kernel was told that the processor is shared

    def __init__(self, n_steps: int, steps_per_epoch: int, shown: bool, on_cpu: bool) -> None:
        self.shown, self._n_steps, self._per_epoch = shown, n_steps, steps_per_epoch
        # On stdout: JupyterLab paints what goes to stderr red, as if something had failed.
        self._bar = tqdm(total=n_steps, file=sys.stdout, leave=False, disable=not shown)
        self._curves = Curves(n_steps / steps_per_epoch)
        self._processor = Processor() if on_cpu else None
        self._steps, self._seen = 0, (0.0, 0.0, 0)
        self._looked_at = 0, time.monotonic()

    def begin_epoch(self, number: int) -> None:
        """A pass over the batches begins; its sums start at 0."""
        self._bar.set_description(f"epoch {number}/{math.ceil(self._n_steps / self._per_epoch)}")
        self._seen = (0.0, 0.0, 0)

    def step(self) -> bool:
        """A step was made: move the bar; whether it is time to look at the loss."""
        self._steps += 1
        self._bar.update()
        if self._processor is not None:
            self._say_of_processor(self._processor.look())
        steps, at = self._looked_at
        long_ago = self.shown and time.monotonic() - at >= SECONDS_BETWEEN_LOOKS
        return long_ago or self._steps - steps >= STEPS_BETWEEN_LOOKS

    def look(self, loss_sum: float, n_right: float, n_seen: int) -> None:
        """Take the sums of the running epoch; show the means since the last look."""
        self._looked_at = self._steps, time.monotonic()
        if not self.shown:
            return
        before, self._seen = self._seen, (loss_sum, n_right, n_seen)
        n_new = max(1, n_seen - before[2])
        loss, accuracy = (loss_sum - before[0]) / n_new, (n_right - before[1]) / n_new
        self._bar.set_postfix_str(f"loss {loss:.3f}", refresh=False)
        point = Point(self._steps / self._per_epoch, loss, accuracy)
        self._curves.grow(point, 1 - self._steps / self._n_steps, self._bar.clear)

    def end_epoch(self, history: History, epochs: float) -> None:
        """Print the line of an epoch that was measured."""
        if not self.shown:
            return
        loss, accuracy = history.validation_loss[-1], history.validation_accuracy[-1]
        self._curves.validation.append(Point(history.epochs, loss, accuracy))
        self._say(epoch_line(history, epochs))

    def complete(self) -> None:
        """All epochs were trained: take the curves away. Those of a stopped training stay."""
        self._curves.take_away()

    def close(self) -> None:
        """Take the bar away, and give back the threads."""
        self._bar.close()
        if self._processor is not None:
            self._processor.close()

    def _say_of_processor(self, line: str) -> None:
        # One of several silent runs says it too, once: its numbers may not be those of before.
        if line and (self.shown or not Watcher._told):
            Watcher._told = True
            self._say(line)

    def _say(self, line: str) -> None:
        tqdm.write(line, file=sys.stdout)  # above all bars, that of several seeds too
        sys.stdout.flush()


class Curves:
    """Loss and accuracy so far, drawn in a notebook once a training is long, at 2 % of its time.

    `n_epochs` is how far the training will go.
    """

    def __init__(self, n_epochs: float) -> None:
        self.training: list[Point] = []
        self.validation: list[Point] = []
        self._n_epochs, self._start = n_epochs, time.monotonic()
        self._spent, self._last = 0.0, FIRST_DRAWING
        self._handle: DisplayHandle | None = None

    def grow(self, point: Point, share_left: float, make_room: Callable[[], object]) -> None:
        """Add a point, and draw where the time allows; `make_room` comes before a new figure."""
        self.training.append(point)
        start = time.monotonic()
        elapsed = start - self._start
        if self._spent + self._last > LARGEST_SHARE * elapsed or not in_a_notebook():
            return
        if self._handle is None:
            if elapsed * share_left < WORTH_A_DRAWING * (1 - share_left):
                return
            make_room()
            self._handle = _place_for_a_figure()
            self._handle.display(self._picture(), raw=True)
        else:
            self._handle.update(self._picture(), raw=True)
        self._last = time.monotonic() - start
        self._spent += self._last

    def take_away(self) -> None:
        """Empty the figure's place: the lines of the epochs stay, and a lesson draws its own."""
        if self._handle is not None:
            self._handle.update({"text/html": "", "text/plain": ""}, raw=True)
            self._handle = None

    def _picture(self) -> dict[str, str]:
        # Plots know of trainings, so they are asked for only here, when there is one to draw.
        from course_utils.plots.figures import as_html
        from course_utils.plots.growing import growing_curves

        now = self.training[-1]
        words = (
            f"After {now.epochs:.2f} of {self._n_epochs:.3g} epochs: training loss {now.loss:.3f}, "
            f"accuracy {now.accuracy:.1%}."
        )
        figure = growing_curves(self.training, self.validation, self._n_epochs)
        return {"text/html": as_html(figure, words), "text/plain": words}


def in_a_notebook() -> bool:
    """Whether there is a kernel, whose front end can exchange a figure that it shows."""
    ipython = sys.modules.get("IPython")  # a kernel has loaded it, and nobody else needs it here
    return ipython is not None and getattr(ipython.get_ipython(), "kernel", None) is not None


def _place_for_a_figure() -> "DisplayHandle":
    from IPython.display import DisplayHandle

    return DisplayHandle()


def epoch_line(history: History, epochs: float) -> str:
    """The figures of the last epoch in a line."""
    return (
        f"epoch {history.epochs:.3g}/{epochs:.3g}: "
        f"training loss {history.train_loss[-1]:.3f}, accuracy {history.train_accuracy[-1]:.2%}; "
        f"validation loss {history.validation_loss[-1]:.3f}, "
        f"accuracy {history.validation_accuracy[-1]:.2%} ({history.seconds:.0f} s)"
    )
