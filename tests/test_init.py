import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from policytext.checking import check_themes
from policytext.cli import main
from policytext.corpus import read_corpus
from policytext.starter import SAMPLE, is_sample, write_starter


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a new corpus folder, and be in it."""
    write_starter(tmp_path / "政策 corpus")
    monkeypatch.chdir(tmp_path / "政策 corpus")
    return Path.cwd()


@pytest.mark.usefixtures("folder")
def test_a_new_corpus_builds_at_once_without_naming_a_folder():
    result = run("build")
    assert result.exit_code == 0, result.output
    assert "Problem" not in result.output
    assert "两个覆盖" in run("search", "two coverage").output
    assert run("verify").exit_code == 0
    assert run("report").exit_code == 0


def test_the_themes_of_a_new_corpus_pass_their_own_check(folder):
    assert run("themes", "check").exit_code == 0
    themes, faults = check_themes(folder / "themes")
    assert not faults
    assert {theme.theme_id for theme in themes} >= {"liangge-fugai", "qunzhong-zuzhi"}


def test_every_form_of_a_manifest_shown_in_the_starter_is_understood(folder):
    shown = (folder / "manifest.toml").read_text("utf-8").split("#\n")[1]
    uncommented = "\n".join(line.removeprefix("# ") for line in shown.splitlines())
    (folder / "papers" / "民政部通知.docx").write_bytes(b"not read here")
    (folder / "manifest.toml").write_text(uncommented, "utf-8")
    (folder / "papers" / "民政部通知.txt").write_text("通知", "utf-8")
    (folder / "manifest.toml").write_text(uncommented.replace(".docx", ".txt"), "utf-8")
    (folder / "papers" / "民政部通知.docx").unlink()
    documents, faults = read_corpus(folder)
    assert not faults
    assert documents[0].keep_duplicate
    assert dict(documents[0].facets) == {"issuer": "民政部", "level": "central"}


def test_files_that_are_there_are_kept_letter_for_letter(tmp_path):
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "mine.txt").write_text("我的论文", "utf-8")
    (tmp_path / "Makefile").write_text("mine:\n", "utf-8")
    written = dict(write_starter(tmp_path))
    assert not written["Makefile"]
    assert written["manifest.toml"]
    assert SAMPLE not in written
    assert (tmp_path / "Makefile").read_text("utf-8") == "mine:\n"
    assert sorted(p.name for p in (tmp_path / "papers").iterdir()) == ["README.md", "mine.txt"]


def test_a_second_init_changes_nothing(folder):
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert "made " not in run("init", folder).output
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_sample_that_somebody_changed_is_a_paper_like_any_other(folder):
    assert is_sample(folder / SAMPLE)
    with (folder / SAMPLE).open("a", encoding="utf-8") as file:
        file.write("My own words.")
    assert not is_sample(folder / SAMPLE)


def test_a_place_where_a_file_stands_is_refused(tmp_path):
    (tmp_path / "taken").write_text("x", "utf-8")
    result = run("init", tmp_path / "taken")
    assert result.exit_code == 1
    assert "taken" in result.output


def test_a_corpus_without_papers_says_how_to_add_some(folder):
    (folder / SAMPLE).unlink()
    result = run("build")
    assert result.exit_code == 1
    assert "there are no papers yet. Add papers with 'policytext add FILE…'" in result.output


def test_where_there_is_no_corpus_at_all_build_says_how_to_make_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run("build")
    assert result.exit_code == 1
    assert "policytext init" in result.output


def test_a_folder_called_corpus_goes_before_the_folder_one_is_in(folder):
    write_starter(folder / "corpus")
    (folder / SAMPLE).unlink()
    assert run("build").exit_code == 0


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
def test_make_builds_the_reports_of_a_new_corpus_and_notices_a_change(folder):
    def make(*targets):
        command = ["make", f"POLICYTEXT={sys.executable} -m policytext", *targets]
        return subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)

    assert "make reports" in make().stdout
    assert make("reports", "check").returncode == 0
    assert (folder / "outputs" / "index.html").is_file()
    built = (folder / "outputs" / "policytext.db").stat().st_mtime_ns
    assert make("build").returncode == 0
    assert (folder / "outputs" / "policytext.db").stat().st_mtime_ns == built
    (folder / "papers" / "empty.txt").write_bytes(b"")
    result = make("reports")
    assert result.returncode != 0
    assert "papers/empty.txt" in result.stderr
    assert (folder / "outputs" / "policytext.db").stat().st_mtime_ns != built
