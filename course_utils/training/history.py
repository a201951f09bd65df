"""What a training has seen, epoch by epoch."""

from dataclasses import dataclass, field


@dataclass
class History:
    """What `fit` saw: one entry an epoch; losses are means over samples, accuracies in [0, 1].

    `epoch_ends` says how much had been trained at each entry, since a last epoch may be cut short;
    `seconds` are those of the training passes up to there, without the validation.
    """

    train_loss: list[float] = field(default_factory=list)
    train_accuracy: list[float] = field(default_factory=list)
    validation_loss: list[float] = field(default_factory=list)
    validation_accuracy: list[float] = field(default_factory=list)
    epoch_ends: list[float] = field(default_factory=list)
    seconds: float = 0.0
    interrupted: bool = False

    @property
    def epochs(self) -> float:
        """How many epochs were trained."""
        return self.epoch_ends[-1] if self.epoch_ends else 0.0

    def add(
        self,
        epochs: float,
        seconds: float,
        train: tuple[float, float],
        validation: tuple[float, float],
    ) -> None:
        """Note (loss, accuracy) of an epoch, or of the share of one that was trained."""
        self.epoch_ends.append(self.epochs + epochs)
        self.seconds += seconds
        self.train_loss.append(train[0])
        self.train_accuracy.append(train[1])
        self.validation_loss.append(validation[0])
        self.validation_accuracy.append(validation[1])

    def continue_with(self, later: "History", epoch_size: float) -> None:
        """Append another training's entries; each epoch of it counts as `epoch_size` of one."""
        before = self.epochs
        for kind in ("train_loss", "train_accuracy", "validation_loss", "validation_accuracy"):
            getattr(self, kind).extend(getattr(later, kind))
        self.epoch_ends.extend(before + epoch_size * end for end in later.epoch_ends)
        self.seconds += later.seconds
        self.interrupted = later.interrupted
