import os
import stat
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.files import write_whole


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.ttl"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [found.name for found in tmp_path.iterdir()] == ["out.ttl"]


def test_a_new_file_has_usual_rights(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        write_whole(tmp_path / "out.ttl", b"x")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "out.ttl").stat().st_mode) == 0o644


def test_a_link_keeps_pointing(tmp_path: Path) -> None:
    (tmp_path / "real.ttl").write_bytes(b"old")
    (tmp_path / "link.ttl").symlink_to("real.ttl")
    write_whole(tmp_path / "link.ttl", b"new")
    assert (tmp_path / "link.ttl").is_symlink()
    assert (tmp_path / "real.ttl").read_bytes() == b"new"


def test_a_failure_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "out.ttl").write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(InputError, match=r"out\.ttl: cannot be written \(No space left on device\)"):
        write_whole(tmp_path / "out.ttl", b"new")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


@pytest.mark.parametrize("target", ["missing/out.ttl", "."])
def test_what_stands_in_the_way_is_said(tmp_path: Path, target: str) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        write_whole(tmp_path / target, b"x")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's /dev/full")
def test_a_device_is_written_to_and_not_replaced() -> None:
    with pytest.raises(InputError, match="No space left"):
        write_whole(Path("/dev/full"), b"x" * 100_000)
    assert not Path("/dev/full").is_file()
