"""A folder of ours is written anew file by file; what isn't ours in it stays."""

import os
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from carteira_cli.cli import saving, saving_folder
from carteira_cli.cli.saving_folder import LIST, is_ours, save
from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Code

OLD = {"a.csv": b"old a", "b.csv": b"old b"}
NEW = {"a.csv": b"new a", "c.csv": b"new c"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return save(tmp_path / "vendas-carteira", OLD)


def held(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.name != LIST}


def refused(folder: Path, files: Mapping[str, bytes] = NEW, **options: Any) -> Code:
    with pytest.raises(CarteiraError) as stop:
        save(folder, files, **options)
    assert stop.value.code.message.format(**stop.value.details)
    return stop.value.code


def test_a_new_folder_holds_the_files_and_their_list(folder: Path) -> None:
    assert held(folder) == OLD
    assert is_ours(folder / "a.csv")
    assert not is_ours(folder / LIST)
    assert [each.name for each in folder.parent.iterdir()] == [folder.name]


def test_our_folder_is_written_anew_and_what_is_no_longer_made_goes(folder: Path) -> None:
    save(folder, NEW)

    assert held(folder) == NEW
    assert not is_ours(folder / "b.csv")


def test_what_somebody_put_there_stays(folder: Path) -> None:
    (folder / "minhas notas.txt").write_bytes(b"x")
    (folder / "sub").mkdir()

    save(folder, NEW, overwrite=True)

    assert (folder / "minhas notas.txt").read_bytes() == b"x"
    assert (folder / "sub").is_dir()


def test_a_file_that_somebody_changed_stops_the_run_and_nothing_is_touched(folder: Path) -> None:
    (folder / "a.csv").write_bytes(b"mine")

    assert refused(folder) is catalogue.OUTPUT_CHANGED
    assert held(folder) == {**OLD, "a.csv": b"mine"}
    assert held(save(folder, NEW, overwrite=True)) == NEW


def test_a_file_that_is_no_longer_made_stays_when_somebody_changed_it(folder: Path) -> None:
    (folder / "b.csv").write_bytes(b"mine")

    assert held(save(folder, NEW)) == {**NEW, "b.csv": b"mine"}


def test_a_foreign_file_of_a_name_we_need_stops_the_run(folder: Path) -> None:
    (folder / "c.csv").write_bytes(b"mine")

    assert refused(folder) is catalogue.OUTPUT_NOT_OURS
    assert held(folder) == {**OLD, "c.csv": b"mine"}


def test_a_foreign_folder_is_written_into_only_when_told(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(b"x")

    assert refused(tmp_path) is catalogue.OUTPUT_NOT_OURS
    assert held(save(tmp_path, NEW, overwrite=True)) == {**NEW, "x.txt": b"x"}


def test_an_empty_folder_is_nobodys(tmp_path: Path) -> None:
    assert held(save(tmp_path, NEW)) == NEW


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"x")

    assert refused(tmp_path / "x", overwrite=True) is catalogue.OUTPUT_NOT_A_FOLDER
    assert (tmp_path / "x").read_bytes() == b"x"


def test_a_missing_parent_is_said(tmp_path: Path) -> None:
    assert refused(tmp_path / "não" / "há") is catalogue.OUTPUT_FOLDER_MISSING


def test_an_input_is_never_replaced(folder: Path) -> None:
    code = refused(folder, overwrite=True, inputs=[folder / "a.csv"])

    assert code is catalogue.OUTPUT_IS_INPUT
    assert held(folder) == OLD


def test_a_file_open_elsewhere_stops_the_run_before_anything_is_written(folder: Path) -> None:
    (folder / ".~lock.a.csv#").write_bytes(b",jose,caixa-2,;")

    assert refused(folder, {"c.csv": b"c", "a.csv": b"a"}) is catalogue.OUTPUT_OPEN
    assert not (folder / "c.csv").exists()


def test_a_list_that_somebody_made_up_reaches_nothing_outside(folder: Path) -> None:
    outside = folder.parent / "x.txt"
    outside.write_bytes(b"x")
    with (folder / LIST).open("a", encoding="utf-8") as listed:
        listed.write(f"{sha256(b'x').hexdigest()}  ../x.txt\n")

    save(folder, NEW)

    assert outside.exists()


def test_a_link_in_place_of_a_stale_file_is_not_followed(folder: Path) -> None:
    kept = folder.parent / "b.csv"
    (folder / "b.csv").rename(kept)
    (folder / "b.csv").symlink_to(kept)

    save(folder, NEW)

    assert kept.read_bytes() == OLD["b.csv"]
    assert (folder / "b.csv").is_symlink()


@pytest.mark.parametrize("writes", range(5))
def test_interrupted_anywhere_every_file_is_whole_and_the_next_run_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    rename: Callable[[Path, Path], None] = saving._rename
    left = iter(range(writes))

    def interrupt(beside: Path, place: Path) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt
        rename(beside, place)

    with monkeypatch.context() as faults:
        faults.setattr(saving, "_rename", interrupt)
        if writes < 4:
            with pytest.raises(KeyboardInterrupt):
                save(folder, NEW)

    assert all(content in {OLD.get(name), NEW.get(name)} for name, content in held(folder).items())
    assert held(save(folder, NEW)) == NEW


def test_what_a_killed_first_run_left_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "..carteira.carteira-0123abcd.tmp").write_bytes(b"")

    assert save(tmp_path, NEW) == Path(os.path.realpath(tmp_path))
    assert held(tmp_path) == NEW


def test_a_folder_without_a_list_has_nothing_of_ours(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"x")
    (tmp_path / LIST).write_bytes(b"\xff")

    assert not is_ours(tmp_path / "a.csv")
    assert saving_folder._listed(tmp_path) == frozenset()
