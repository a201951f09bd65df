import pytest
import torch
from torch.utils.data import DataLoader, SequentialSampler, Subset, TensorDataset
from torchvision.datasets import MNIST
from torchvision.transforms import ToTensor

from course_utils.data import InMemoryDataset, make_loader

DEVICES = ["cpu", "cuda"] if torch.cuda.is_available() else ["cpu"]


def numbered(n_samples: int) -> InMemoryDataset:
    """A dataset in which sample i has label i and every pixel is i."""
    labels = torch.arange(n_samples)
    images = labels.to(torch.uint8).reshape(-1, 1, 1, 1).expand(-1, 1, 28, 28)
    return InMemoryDataset(images, labels)


def labels_of(loader: DataLoader) -> list[int]:
    return torch.cat([labels for _, labels in loader]).tolist()


class TestInMemoryDataset:
    def test_a_sample_is_what_totensor_makes_of_it_to_the_last_bit(self):
        grey = torch.arange(256, dtype=torch.uint8).repeat(4)[:784].reshape(1, 28, 28)
        dataset = InMemoryDataset(grey, torch.tensor([7]))
        image, label = dataset[0]
        assert image.dtype == torch.float32 and label.dtype == torch.int64
        assert image.equal(ToTensor()(grey[0].numpy()))
        assert label.item() == 7

    @pytest.mark.parametrize("indices", [[4, 0, 4], torch.tensor([4, 0, 4])])
    def test_indices_give_the_batch_of_those_samples(self, indices):
        dataset = numbered(5)
        images, labels = dataset[indices]
        assert images.shape == (3, 1, 28, 28)
        assert images.equal(torch.stack([dataset[i][0] for i in (4, 0, 4)]))
        assert labels.tolist() == [4, 0, 4]

    def test_what_a_sample_is_used_for_does_not_change_the_data(self):
        dataset = numbered(3)
        dataset[1][0].fill_(9)
        assert dataset[1][0].max() == torch.tensor(1) / 255

    def test_n_h_w_is_taken_as_n_1_h_w(self):
        dataset = InMemoryDataset(torch.zeros(2, 28, 28, dtype=torch.uint8), torch.tensor([0, 1]))
        assert dataset.images.shape == (2, 1, 28, 28)
        assert len(dataset) == 2

    def test_a_for_loop_over_it_ends(self):
        assert [label.item() for _, label in numbered(3)] == [0, 1, 2]

    def test_a_subset_holds_those_samples_only(self):
        part = numbered(6).subset([5, 2])
        assert len(part) == 2
        assert part.labels.tolist() == [5, 2]

    def test_an_ordinary_dataloader_takes_it_and_a_subset_of_it_too(self):
        dataset = numbered(5)
        assert labels_of(DataLoader(dataset, batch_size=2)) == [0, 1, 2, 3, 4]
        assert labels_of(DataLoader(Subset(dataset, [3, 1]), batch_size=2)) == [3, 1]

    @pytest.mark.parametrize(
        ("images", "labels", "message"),
        [
            (torch.zeros(2, 1, 28, 28), torch.zeros(2).long(), r"float32; they must be torch\.u"),
            (torch.zeros(2, 784).byte(), torch.zeros(2).long(), r"shape \(2, 784\)"),
            (torch.zeros(2, 3, 8, 8).byte(), torch.zeros(2).long(), r"shape \(2, 3, 8, 8\)"),
            (torch.zeros(2, 8, 8).byte(), torch.zeros(2), r"must be torch\.int64"),
            (torch.zeros(2, 8, 8).byte(), torch.zeros(2, 1).long(), "one number an image"),
            (torch.zeros(2, 8, 8).byte(), torch.zeros(3).long(), "2 images but 3 labels"),
            (torch.zeros(0, 8, 8).byte(), torch.zeros(0).long(), "no images"),
        ],
    )
    def test_what_does_not_fit_is_refused_in_words(self, images, labels, message):
        with pytest.raises(ValueError, match=message):
            InMemoryDataset(images, labels)


class TestMakeLoader:
    def test_it_is_an_ordinary_dataloader_over_the_dataset(self):
        dataset = numbered(5)
        loader = make_loader(dataset, batch_size=2)
        assert type(loader) is DataLoader
        assert loader.dataset is dataset
        assert loader.num_workers == 0

    def test_without_shuffle_the_order_is_the_datasets(self):
        assert labels_of(make_loader(numbered(7), 3)) == list(range(7))

    @pytest.mark.parametrize(
        ("n_samples", "drop_last", "sizes"),
        [(7, False, [3, 3, 1]), (7, True, [3, 3]), (6, True, [3, 3]), (2, True, [])],
    )
    def test_the_last_batch_is_smaller_or_dropped(self, n_samples, drop_last, sizes):
        loader = make_loader(numbered(n_samples), 3, drop_last=drop_last)
        assert [len(labels) for _, labels in loader] == sizes
        assert len(loader) == len(sizes)

    def test_shuffled_every_sample_comes_once_with_its_own_label(self):
        loader = make_loader(numbered(200), 32, shuffle=True)
        images, labels = (torch.cat(parts) for parts in zip(*loader, strict=True))
        assert labels.tolist() != list(range(200))
        assert labels.sort().values.equal(torch.arange(200))
        assert (images * 255).round().long().amax(dim=(1, 2, 3)).equal(labels)

    def test_with_a_seed_runs_repeat_and_epochs_differ(self):
        one, other = (make_loader(numbered(50), 8, shuffle=True, seed=5) for _ in range(2))
        first_epoch, second_epoch = labels_of(one), labels_of(one)
        assert [labels_of(other), labels_of(other)] == [first_epoch, second_epoch]
        assert first_epoch != second_epoch

    def test_with_a_seed_the_global_generator_is_left_alone(self):
        before = torch.get_rng_state()
        labels_of(make_loader(numbered(50), 8, shuffle=True, seed=5))
        assert torch.get_rng_state().equal(before)

    def test_without_a_seed_the_order_follows_the_global_generator(self):
        def epoch(seed: int) -> list[int]:
            torch.manual_seed(seed)
            return labels_of(make_loader(numbered(50), 8, shuffle=True))

        assert epoch(1) == epoch(1) != epoch(2)

    def test_with_a_seed_both_kinds_of_dataset_come_in_the_same_order(self):
        fast = numbered(50)
        plain = TensorDataset(fast.images, fast.labels)
        orders = [labels_of(make_loader(part, 8, shuffle=True, seed=5)) for part in (fast, plain)]
        assert orders[0] == orders[1]

    def test_batches_equal_those_of_torchvisions_own_dataset_to_the_last_bit(self, tiny, tmp_path):
        tiny.write_raw(tmp_path / "MNIST" / "raw")
        plain = MNIST(tmp_path, transform=ToTensor())
        fast = make_loader(InMemoryDataset(plain.data, plain.targets), 4)
        for (images, labels), (expected, classes) in zip(fast, DataLoader(plain, 4), strict=True):
            assert images.equal(expected)
            assert labels.equal(classes)

    def test_a_batch_is_made_by_one_indexing(self, monkeypatch):
        asked = []
        take = InMemoryDataset.__getitem__

        def listening(self, index):
            asked.append(index)
            return take(self, index)

        monkeypatch.setattr(InMemoryDataset, "__getitem__", listening)
        labels_of(make_loader(numbered(7), 3, shuffle=True))
        assert [len(index) for index in asked] == [3, 3, 1]

    def test_any_other_dataset_gets_an_ordinary_loader_of_the_same_arguments(self):
        loader = make_loader(TensorDataset(torch.arange(5)), 2, drop_last=True)
        assert (loader.batch_size, loader.drop_last, len(loader)) == (2, True, 2)
        assert isinstance(loader.sampler, SequentialSampler)

    @pytest.mark.parametrize("batch_size", [0, -1])
    def test_a_batch_without_samples_is_refused(self, batch_size):
        with pytest.raises(ValueError, match="at least"):
            make_loader(numbered(3), batch_size)

    @pytest.mark.parametrize("device", DEVICES)
    def test_batches_lie_on_the_device_and_are_the_same_on_each(self, device):
        greys = torch.arange(256, dtype=torch.uint8).reshape(-1, 1, 1).expand(-1, 28, 28)
        there = InMemoryDataset(greys, torch.arange(256), device)
        loader = make_loader(there, 100, shuffle=True, seed=1)
        plain = TensorDataset(
            torch.stack([ToTensor()(g.numpy()) for g in greys]), torch.arange(256)
        )
        expected = make_loader(plain, 100, shuffle=True, seed=1)
        for (images, labels), (same, classes) in zip(loader, expected, strict=True):
            assert images.device.type == labels.device.type == device
            assert images.cpu().equal(same) and labels.cpu().equal(classes)
