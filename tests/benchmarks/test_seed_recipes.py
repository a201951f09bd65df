"""The benchmark's verdicts: when a recipe is there, how much faster the other is, and when not."""

import json
import sys
from pathlib import Path

import pytest
import torch

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
import seed_recipes
from seed_recipes import PUBLISHED, TimedImages, is_beginning_of, published_run, timed_again
from seed_recipes_table import pairs_of, print_tables


def run(kind: str, accuracies: list[float], seconds: list[float]) -> dict:
    about = {"images": 60_000, "data_seconds": 1.0, "memory_mb": 500.0, "machine": "two cores"}
    numbers = {"operations": 1e6, "peak": 1e9}
    return {"name": "a net", "kind": kind, **about, **numbers} | {
        "accuracies": accuracies,
        "seconds": seconds,
    }


def pair(published: list[list[float]], course: list[float], course_seconds=0.5):
    runs = [run("published", values, [1.0, 2.0, 9.0, 2.0]) for values in published]
    runs += [run("course", [value], [course_seconds]) for value in course]
    (only,) = pairs_of(runs)
    return only


CURVE = [0.90, 0.98, 0.97, 0.98]


def test_the_target_is_the_mean_of_the_published_ends():
    assert pair([CURVE, [0.9, 0.9, 0.9, 0.96]], [0.98]).target == pytest.approx(0.97)


def test_first_there_and_there_to_stay_are_two_moments():
    compared = pair([CURVE], [0.98])
    assert (compared.first_there, compared.there_to_stay) == (2, 4)
    steady = pair([[0.90, 0.98, 0.99, 0.98]], [0.98])
    assert (steady.first_there, steady.there_to_stay) == (2, 2)


def test_a_burst_in_one_epoch_does_not_make_the_published_recipe_slower():
    compared = pair([CURVE], [0.98])
    assert compared.published.seconds == 4 * 2.0
    assert compared.times_faster(4) == pytest.approx(8.0 / 0.5)


@pytest.mark.parametrize(
    ("course", "met"),
    [([0.98, 0.98], True), ([0.982, 0.9786], True), ([0.99, 0.978], False), ([0.979, 0.98], False)],
)
def test_as_accurate_means_the_mean_and_no_run_far_below(course, met):
    assert pair([CURVE], course).met is met


def test_the_tables_hold_both_sides_and_the_machine(capsys):
    print_tables([run("published", CURVE, [2.0] * 4), run("course", [0.97], [0.5])])
    text = capsys.readouterr().out
    assert "| a net | 1 | 98.00% | 8.0 | epoch 2 of 4 | epoch 4 | 97.00% | 97.00% | 0.50 |" in text
    assert "two cores." in text
    assert "As accurate (0 of 1)" in text


def test_timed_again_a_run_keeps_its_accuracies_and_takes_the_new_clock():
    whole = run("published", CURVE, [2.0] * 4) | {"images": 240_000, "data_seconds": 4.0}
    few = run("published", CURVE[:2], [1.0, 1.5]) | {"images": 120_000, "data_seconds": 0.5}
    now = whole | timed_again(few, whole)
    assert now["accuracies"] == CURVE
    assert now["seconds"] == [1.0, 1.5]
    assert (now["images"], now["data_seconds"]) == (240_000, 1.0)


def test_a_kept_run_stands_only_if_the_same_training_is_timed_again():
    name = "two-layer CNN 10/20"
    curve = [0.9 + 0.01 * epoch for epoch in range(PUBLISHED[name].epochs)]
    whole = run("published", curve, [2.0] * len(curve)) | {"name": name}
    assert is_beginning_of(whole, whole | {"accuracies": curve[:2]})
    assert not is_beginning_of(whole, whole | {"accuracies": [0.9, 0.9101]})
    cut_short = whole | {"accuracies": curve[:-1]}
    assert not is_beginning_of(cut_short, whole | {"accuracies": curve[:2]})


@pytest.mark.parametrize(("first", "whole_again"), [(0.90, False), (0.95, True)])
def test_a_published_run_is_whole_again_where_its_first_epochs_are_others(
    first, whole_again, monkeypatch, tmp_path
):
    name = "two-layer CNN 10/20"
    curve = [0.9 + 0.01 * epoch for epoch in range(PUBLISHED[name].epochs)]
    kept = run("published", curve, [2.0] * len(curve)) | {"name": name, "kept": True}
    file = tmp_path / "three.json"
    file.write_text(json.dumps({"runs": [kept]}))

    def run_apart(_name, _kind, _seed, _on, *options):
        accuracies = [first, 0.91] if options else [0.8] * len(curve)
        return run("published", accuracies, [1.0] * len(accuracies)) | {"name": name}

    monkeypatch.setattr(seed_recipes, "run_apart", run_apart)
    result = published_run(name, 0, "test", file)
    assert result["accuracies"] == ([0.8] * len(curve) if whole_again else curve)
    assert result["seconds"][0] == 1.0


def test_the_seconds_of_hard_images_batches_count_as_data_too():
    images = torch.zeros(10, 1, 28, 28, dtype=torch.uint8)
    part = TimedImages(images, torch.zeros(10, dtype=torch.int64)).subset(torch.arange(5))
    before = TimedImages.seconds
    part[torch.arange(3)]
    assert TimedImages.seconds > before
