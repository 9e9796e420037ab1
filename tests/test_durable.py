"""Files that take the place of others: whole, or the old ones stay."""

import pytest

from pipeline.durable import replacing


def test_a_file_is_replaced_once_it_is_whole(tmp_path):
    path = tmp_path / "notes.csv"
    with replacing(path, "utf-8-sig", newline="") as file:
        file.write("新\r\n")
        file.flush()
        assert not path.exists()
    assert path.read_bytes() == "\ufeff新\r\n".encode() and list(tmp_path.iterdir()) == [path]


def test_what_cannot_be_written_to_its_end_leaves_the_old_file(tmp_path):
    path = tmp_path / "notes.csv"
    path.write_text("old")
    with pytest.raises(UnicodeEncodeError), replacing(path) as file:
        file.write("half")
        file.flush()
        file.write("\ud800")
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]
