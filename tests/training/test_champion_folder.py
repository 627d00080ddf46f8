from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from models.load import Bundle, BundleError, load_bundle, read_pointer
from training import champion_folder
from training.champion_folder import KEPT, LOCK, ChampionError, champion_pointer, publish, roll_back

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
Another = Callable[..., Path]


@pytest.fixture
def champion(tmp_path: Path) -> Path:
    return tmp_path / "served" / "champion"


@pytest.fixture
def line(another: Another) -> list[Bundle]:
    """Bundles that could follow one another."""
    return [load_bundle(another(f"one{'x' * at}")) for at in range(KEPT + 3)]


def version(bundle: Bundle) -> str:
    return bundle.manifest.version


def published(champion: Path, *bundles: Bundle) -> None:
    for bundle in bundles:
        pointer = champion_pointer(champion)
        publish(bundle, champion, None if pointer is None else pointer.current, NOW)


def folders(champion: Path) -> set[str]:
    return {path.name for path in champion.iterdir() if path.is_dir()}


def test_only_what_the_manifest_names_is_published(champion: Path, line: list[Bundle]) -> None:
    assert {"report.json", "report.html"} <= {path.name for path in line[0].layout.folder.iterdir()}
    published(champion, line[0])
    bundle = load_bundle(champion)
    assert {path.name for path in bundle.layout.folder.iterdir()} == {*bundle.manifest.files, "manifest.json"}
    assert {path.name for path in champion.iterdir()} == {version(line[0]), "current.json", LOCK}


def test_the_next_champion_leaves_the_one_before_it_as_previous(champion: Path, line: list[Bundle]) -> None:
    published(champion, *line[:3])
    pointer = read_pointer(champion)
    assert pointer.versions == (version(line[2]), version(line[1]), version(line[0]))
    assert version(load_bundle(champion)) == version(line[2])


def test_old_versions_go_but_never_one_that_the_pointer_names(champion: Path, line: list[Bundle]) -> None:
    published(champion, *line)
    pointer = read_pointer(champion)
    assert pointer.versions == tuple(version(bundle) for bundle in line[::-1][:KEPT])
    assert folders(champion) == {version(bundle) for bundle in line[-KEPT - 1 :]}, "one more stays for a reader that is still at it"


def test_the_pointer_names_who_published_and_who_went_back(champion: Path, line: list[Bundle]) -> None:
    published(champion, line[0])
    assert read_pointer(champion).by is None and "by" not in (champion / "current.json").read_text("utf-8"), "as services of yesterday read it"
    publish(line[1], champion, version(line[0]), NOW, "key:0123abcd")
    assert read_pointer(champion).by == "key:0123abcd"
    assert roll_back(champion, NOW, "oidc:https://issuer#张三")[0].by == read_pointer(champion).by == "oidc:https://issuer#张三"


@pytest.mark.parametrize("by", ["", "two\nlines", "x" * 401])
def test_who_has_no_name_publishes_nothing(champion: Path, line: list[Bundle], by: str) -> None:
    with pytest.raises(ChampionError, match="BY="):
        publish(line[0], champion, None, NOW, by)
    assert not champion.exists()
    published(champion, *line[:2])
    with pytest.raises(ChampionError, match="BY="):
        roll_back(champion, NOW, by)
    assert read_pointer(champion).current == version(line[1])


def test_what_is_no_version_is_never_removed(champion: Path, line: list[Bundle]) -> None:
    published(champion, line[0])
    (champion / "notes").mkdir()
    published(champion, *line[1:])
    assert (champion / "notes").is_dir()


def test_publishing_the_champion_again_changes_nothing(champion: Path, line: list[Bundle]) -> None:
    published(champion, *line[:2])
    before = read_pointer(champion)
    assert publish(line[1], champion, version(line[1]), datetime(2027, 1, 1, tzinfo=UTC)) == before


def test_an_earlier_version_can_become_champion_again_and_is_named_once(champion: Path, line: list[Bundle]) -> None:
    published(champion, line[0], line[1], line[0])
    assert read_pointer(champion).versions == (version(line[0]), version(line[1]))


def test_one_that_was_judged_against_another_champion_is_refused(champion: Path, line: list[Bundle]) -> None:
    published(champion, *line[:2])
    for against in (version(line[0]), None):
        with pytest.raises(ChampionError, match="was not judged against it"):
            publish(line[2], champion, against, NOW)
    assert read_pointer(champion).current == version(line[1]) and version(line[2]) not in folders(champion)


def test_two_at_once_do_not_mix(champion: Path, line: list[Bundle]) -> None:
    published(champion, *line[:2])
    with (champion / LOCK).open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        for attempt in (lambda: publish(line[2], champion, version(line[1]), NOW), lambda: roll_back(champion, NOW)):
            with pytest.raises(ChampionError, match="right now"):
                attempt()
    assert read_pointer(champion).current == version(line[1])
    publish(line[2], champion, version(line[1]), NOW)


def test_a_publication_keeps_others_out_while_it_lasts(champion: Path, line: list[Bundle], monkeypatch: pytest.MonkeyPatch) -> None:
    published(champion, line[0])
    place, refused = champion_folder._place, []

    def meanwhile(bundle: Bundle, folder: Path) -> None:
        with pytest.raises(ChampionError, match="right now") as caught:
            publish(line[2], champion, version(line[0]), NOW)
        refused.append(caught)
        place(bundle, folder)

    monkeypatch.setattr(champion_folder, "_place", meanwhile)
    publish(line[1], champion, version(line[0]), NOW)
    assert len(refused) == 1 and version(load_bundle(champion)) == version(line[1])


class Killed(BaseException):
    """The process ends here: nothing that cleans up after errors gets to run."""


def test_wherever_publishing_is_interrupted_the_pointer_names_a_whole_bundle(
    champion: Path, line: list[Bundle], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    old, new = line[:2]
    published(tmp_path / "before", old)
    steps = 0
    while True:
        shutil.rmtree(champion, ignore_errors=True)
        shutil.copytree(tmp_path / "before", champion)
        with monkeypatch.context() as patched:
            count = killed_at(patched, steps)
            try:
                publish(new, champion, version(old), NOW)
                done = True
            except Killed:
                done = False
        current = load_bundle(champion)
        assert version(current) in (version(old), version(new)), f"after step {steps}"
        if done:
            break
        publish(new, champion, read_pointer(champion).current, NOW)
        assert version(load_bundle(champion)) == version(new), f"the same promotion completes after step {steps}"
        assert read_pointer(champion).previous == version(old)
        steps += 1
    assert steps == len(count) >= 2 * len(new.manifest.files), "every change of the disk was interrupted once"


def killed_at(patched: pytest.MonkeyPatch, at: int) -> list[str]:
    """Ends the process at the step of that number: every call that changes the disk is one."""
    count: list[str] = []

    def counted(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            if len(count) == at:
                raise Killed(name)
            count.append(name)
            return real(*given, **named)

        return call

    patched.setattr(os, "replace", counted("replace", os.replace))
    patched.setattr(os, "fsync", counted("fsync", os.fsync))
    patched.setattr(shutil, "copyfileobj", counted("copy", shutil.copyfileobj))
    patched.setattr(champion_folder, "_prune", counted("prune", champion_folder._prune))
    return count


def test_a_bundle_damaged_after_it_was_judged_is_refused_and_the_old_champion_stays(champion: Path, line: list[Bundle]) -> None:
    published(champion, line[0])
    graph = line[1].layout.graph
    graph.write_bytes(graph.read_bytes()[:-1])
    with pytest.raises(BundleError, match="truncated"):
        publish(line[1], champion, version(line[0]), NOW)
    assert version(load_bundle(champion)) == version(line[0]) and read_pointer(champion).previous is None


def test_a_bundle_that_fails_its_self_test_is_refused(champion: Path, another: Another, line: list[Bundle]) -> None:
    published(champion, line[0])
    place = another("liar")
    golden = place / "golden.json"
    golden.write_text(golden.read_text("utf-8").replace('"refusals": [\n  null', '"refusals": [\n  "missing_essentials"'), "utf-8")
    raw = load_bundle(line[0].layout.folder).manifest
    beside = [path for path in place.iterdir() if path.name not in raw.files]
    for path in beside:
        path.unlink()
    raw.sealed(place).write(place)
    with pytest.raises(BundleError, match="self-test"):
        publish(load_bundle(place), champion, version(line[0]), NOW)
    assert version(load_bundle(champion)) == version(line[0])


def test_half_a_folder_from_an_interrupted_publication_is_completed(champion: Path, line: list[Bundle]) -> None:
    published(champion, line[0])
    half = champion / version(line[1])
    half.mkdir()
    (half / "graph.onnx").write_bytes(b"half")
    (half / "foreign.onnx").write_bytes(b"")
    publish(line[1], champion, version(line[0]), NOW)
    assert version(load_bundle(champion)) == version(line[1])


def test_rolling_back_returns_to_the_one_before_and_never_forth(champion: Path, line: list[Bundle]) -> None:
    published(champion, *line[:3])
    pointer, left = roll_back(champion, NOW)
    assert left == version(line[2]) and pointer.versions == (version(line[1]), version(line[0]))
    assert version(load_bundle(champion)) == version(line[1])
    assert (champion / left).is_dir(), "a reader may still be at it"
    assert roll_back(champion, NOW)[0].versions == (version(line[0]),)
    with pytest.raises(ChampionError, match="nothing to go back to"):
        roll_back(champion, NOW)
    assert version(load_bundle(champion)) == version(line[0])


def test_a_previous_version_that_was_damaged_is_not_gone_back_to(champion: Path, line: list[Bundle]) -> None:
    published(champion, *line[:2])
    graph = champion / version(line[0]) / "graph.onnx"
    graph.write_bytes(graph.read_bytes()[:-1])
    with pytest.raises(BundleError):
        roll_back(champion, NOW)
    assert read_pointer(champion).current == version(line[1])


@pytest.mark.parametrize("call", [lambda place: champion_pointer(place), lambda place: publish_to(place)])
def test_a_bundle_is_no_place_to_publish_into(bundle_copy: Path, call: Callable[[Path], object]) -> None:
    before = sorted(path.name for path in bundle_copy.iterdir())
    with pytest.raises(ChampionError, match="is a bundle itself"):
        call(bundle_copy)
    assert set(before) | {LOCK} >= {path.name for path in bundle_copy.iterdir()}


def publish_to(place: Path) -> object:
    return publish(load_bundle(place), place, None, NOW)


def test_a_file_is_no_champion_folder_and_an_absent_one_has_no_champion(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(ChampionError, match="is a file"):
        champion_pointer(tmp_path / "file")
    assert champion_pointer(tmp_path / "nowhere") is None
    with pytest.raises(ChampionError, match="holds no champion"):
        roll_back(tmp_path / "nowhere", NOW)
