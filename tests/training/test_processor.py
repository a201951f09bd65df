"""Where something else takes the processor, a training goes on with one thread, and says so."""

import pytest
import torch

from course_utils.training.processor import Processor
from course_utils.training.watching import Watcher


@pytest.fixture(autouse=True)
def two_threads():
    """Two threads for the training, whatever the tests run with."""
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    yield
    torch.set_num_threads(before)


def lines(clock, processor: Processor, *shares: float) -> list[str]:
    """What is said after each stretch of 0.6 s in which the thread got that share of the time."""
    said = []
    for share in shares:
        clock.passes(0.6, share)
        said.append(processor.look())
    return said


def test_a_processor_that_is_shared_is_told_once_and_one_thread_goes_on(clock):
    processor = Processor()
    said = lines(clock, processor, 1, 0.6, 0.6, 0.6, 0.6)
    assert [bool(line) for line in said] == [False, False, True, False, False]
    assert "this training gets 60% of the time. It goes on with one thread" in said[2]
    assert "last digits may then differ" in said[2]
    assert torch.get_num_threads() == 1


def test_what_comes_after_the_training_has_all_threads_again(clock):
    processor = Processor()
    lines(clock, processor, 0.5, 0.5)
    assert torch.get_num_threads() == 1
    processor.close()
    assert torch.get_num_threads() == 2


def test_a_short_disturbance_changes_nothing(clock):
    processor = Processor()
    assert lines(clock, processor, 1, 0.1, 1, 0.1, 1, 1) == [""] * 6
    assert torch.get_num_threads() == 2


def test_who_has_one_thread_already_hears_of_the_others_only(clock):
    torch.set_num_threads(1)
    (_, said) = lines(clock, Processor(), 0.5, 0.5)
    assert "Something else is using the processor" in said
    assert "thread" not in said


def watch(clock, shown: bool, on_cpu: bool = True) -> None:
    """Watch a training of ten steps on a processor that is shared."""
    watcher = Watcher(10, 10, shown, on_cpu)
    for _ in range(10):
        clock.passes(0.6, share=0.5)
        watcher.step()
    watcher.close()


def test_where_a_gpu_computes_the_processor_is_not_watched(clock, capsys):
    watch(clock, shown=True, on_cpu=False)
    assert "Something else" not in capsys.readouterr().out


def test_a_training_that_is_shown_says_so_each_time(clock, capsys):
    for _ in range(2):
        watch(clock, shown=True)
    assert capsys.readouterr().out.count("Something else is using the processor") == 2


def test_of_many_silent_runs_the_first_says_so(clock, capsys, monkeypatch):
    monkeypatch.setattr(Watcher, "_told", False)
    for _ in range(3):
        watch(clock, shown=False)
    assert capsys.readouterr().out.count("Something else is using the processor") == 1
    assert torch.get_num_threads() == 2
