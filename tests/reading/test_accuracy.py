"""The pinned floor of accuracy."""

from tests.reading.accuracy import measure, pinned


def test_accuracy_is_not_below_its_floor():
    now, floor = measure(), pinned()
    assert now.corpus == floor.corpus, "the builders changed: python -m tests.reading.accuracy"
    assert now.wrong == 0
    assert now.right >= floor.right
