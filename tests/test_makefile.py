"""The Makefile, run for real on a copy of the code and two of the papers.

Set-up is taken as done: the copy's `.venv` holds a `policytext` that runs the
code of this checkout with the Python of this test. That is done once; the copy
has as much of the code as there is to be changed. What make does
about a command that fails, or writes less, is asked of a stand-in.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAKE = shutil.which("make")
PAPERS = ("zhang-henan.txt", "zhang-three-cities.txt")
THEMES = ("places.toml", "metaphors.toml")
UP_TO_DATE, OUT_OF_DATE, FAILED = 0, 1, 2

pytestmark = pytest.mark.skipif(MAKE is None, reason="make is not installed")


def make(folder, *arguments):
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MAKE", "POLICYTEXT_")) and name != "MFLAGS"
    }
    return subprocess.run(
        [MAKE, *arguments],
        cwd=folder,
        env=environment | {"LC_ALL": "C"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def is_up_to_date(folder):
    code = make(folder, "-q", "reports").returncode
    assert code in (UP_TO_DATE, OUT_OF_DATE)
    return code == UP_TO_DATE


def put_command(folder, script):
    path = folder / ".venv" / "bin" / "policytext"
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)


CODE = ("similar.py", "reports/templates")


@pytest.fixture(scope="session")
def made(make_once):
    """Return a small checkout, in a folder with a space in its name, with its reports made."""
    return make_once("made", lambda draft: make_reports(draft / "a checkout")) / "a checkout"


def copy(old, new):
    new.parent.mkdir(parents=True, exist_ok=True)
    (shutil.copytree if old.is_dir() else shutil.copy2)(old, new)


def make_reports(folder):
    for name in CODE:
        copy(ROOT / "src" / "policytext" / name, folder / "src" / "policytext" / name)
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy2(ROOT / name, folder)
    for drawer, names in (("papers", PAPERS), ("themes", THEMES)):
        (folder / "corpus" / drawer).mkdir(parents=True)
        for name in names:
            shutil.copy2(ROOT / "corpus" / drawer / name, folder / "corpus" / drawer)
    binaries = folder / ".venv" / "bin"
    binaries.mkdir(parents=True)
    (binaries / "python").symlink_to(sys.executable)
    put_command(folder, f'PYTHONPATH="{ROOT}/src" exec "{sys.executable}" -m policytext "$@"')
    (folder / ".venv" / ".ready").touch()
    done = make(folder, "reports")
    assert done.returncode == 0, done.stderr


@pytest.fixture
def checkout(made, tmp_path):
    """Return a copy of that checkout, with the same times, to be spoilt."""
    folder = shutil.copytree(made, tmp_path / "a checkout", symlinks=True)
    assert is_up_to_date(folder)
    return folder


def rename(old, new):
    return lambda folder: (folder / "corpus" / old).rename(folder / "corpus" / new)


def write(name, text):
    return lambda folder: (folder / name).write_text(text, "utf-8")


def remove(name):
    return lambda folder: (folder / name).unlink()


def put_an_older_paper_in_its_place(folder):
    paper = folder / "corpus" / "papers" / PAPERS[0]
    shutil.copy(folder / "corpus" / "papers" / PAPERS[1], paper)
    os.utime(paper, (0, 0))


def install_other_libraries(folder):
    (folder / "requirements.lock").write_text("# newer\n", "utf-8")
    (folder / ".venv" / ".ready").touch()


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(remove(f"corpus/papers/{PAPERS[0]}"), id="a paper is deleted"),
        pytest.param(rename("papers/zhang-henan.txt", "papers/henan.txt"), id="a paper is renamed"),
        pytest.param(
            rename("themes/places.toml", "themes/地名.toml"), id="a theme file is renamed"
        ),
        pytest.param(
            write("corpus/papers/两个覆盖 a  b.txt", "两个覆盖"), id="a paper with spaces is added"
        ),
        pytest.param(
            lambda folder: (folder / "corpus" / "papers" / "dir.txt").mkdir(),
            id="a folder named like a paper is added",
        ),
        pytest.param(write("corpus/manifest.toml", ""), id="a manifest is added"),
        pytest.param(
            lambda folder: (folder / "corpus" / "papers" / PAPERS[0]).touch(), id="a paper is newer"
        ),
        pytest.param(put_an_older_paper_in_its_place, id="an older paper takes its place"),
        pytest.param(remove("src/policytext/similar.py"), id="a module is deleted"),
        pytest.param(
            write("src/policytext/reports/templates/style.css", "p {}"), id="a template is changed"
        ),
        pytest.param(install_other_libraries, id="other versions of the libraries are installed"),
        pytest.param(remove("outputs/index.html"), id="a page is missing"),
        pytest.param(remove("outputs/policytext.db"), id="the store is missing"),
    ],
)
def test_whatever_the_reports_are_made_from_is_noticed(checkout, change):
    change(checkout)
    assert not is_up_to_date(checkout)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(write("corpus/README.md", "About the papers"), id="a README"),
        pytest.param(write("corpus/papers/.zhang-henan.txt.swp", ""), id="a hidden file"),
        pytest.param(
            lambda folder: os.utime(folder / "corpus" / "papers" / PAPERS[0], (4e9, 4e9)),
            id="a paper dated in the future",
        ),
    ],
)
def test_what_says_nothing_about_the_papers_makes_no_work(checkout, change):
    change(checkout)
    assert is_up_to_date(checkout)


def test_a_second_run_says_that_there_is_nothing_to_do_and_writes_nothing(checkout):
    before = {path: path.stat().st_mtime_ns for path in (checkout / "outputs").rglob("*")}
    again = make(checkout, "reports")
    assert (again.stdout, again.stderr) == ("make: Nothing to be done for 'reports'.\n", "")
    assert {path: path.stat().st_mtime_ns for path in (checkout / "outputs").rglob("*")} == before


def read_outputs(folder):
    paths = [path for path in (folder / "outputs").rglob("*") if path.name != ".inputs"]
    return {path: path.read_bytes() for path in paths if path.is_file()}


def test_a_missing_page_is_made_again_without_a_new_store(checkout):
    listed = (checkout / "outputs" / "files.txt").read_bytes()
    (checkout / "outputs" / "index.html").unlink()
    put_command(
        checkout,
        'case "$*" in *report*) touch outputs/index.html outputs/files.txt;; *build*) exit 3;; esac',
    )
    assert make(checkout, "reports").returncode == 0
    assert (checkout / "outputs" / "index.html").exists()
    assert (checkout / "outputs" / "files.txt").read_bytes() == listed
    assert is_up_to_date(checkout)


def test_a_paper_that_cannot_be_used_fails_every_run_after_the_others_are_reported(checkout):
    (checkout / "corpus" / "papers" / "坏 of it.txt").write_bytes(b"\0\1\2\xff")
    put_command(
        checkout,
        """case "$*" in
            build*) touch outputs/policytext.db; exit 1;;
            *report*) touch outputs/files.txt; echo reported;;
            *status*) echo 'Problem: papers/坏 of it.txt: is not text.' >&2;;
        esac""",
    )
    for _ in range(2):
        run = make(checkout, "reports")
        assert run.returncode == FAILED
        assert "reported" in run.stdout
        assert "Problem: papers/坏 of it.txt: is not text.\n" in run.stderr
        assert not is_up_to_date(checkout)
        assert (checkout / "outputs" / "files.txt").exists()


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("exit 1", id="the build refuses"),
        pytest.param(
            'case "$*" in build*) touch outputs/policytext.db;; *) exit 1;; esac', id="the report"
        ),
        pytest.param("kill -9 $$", id="the build is killed"),
    ],
)
def test_a_run_that_fails_leaves_what_was_there_whole_and_is_tried_again(checkout, script):
    before = read_outputs(checkout)
    (checkout / "corpus" / "papers" / PAPERS[0]).unlink()
    put_command(checkout, script)
    for _ in range(2):
        assert make(checkout, "reports").returncode == FAILED
        assert read_outputs(checkout) == before
        assert not is_up_to_date(checkout)


def test_clean_leaves_the_readme_and_the_virtual_environment(checkout):
    (checkout / "outputs" / "README.md").write_text("What is built here", "utf-8")
    assert make(checkout, "clean").returncode == 0
    assert [path.name for path in (checkout / "outputs").iterdir()] == ["README.md"]
    assert (checkout / ".venv" / ".ready").exists()


def test_a_change_of_the_lock_calls_for_a_new_set_up(checkout):
    assert make(checkout, "-q", "setup").returncode == UP_TO_DATE
    (checkout / "requirements.lock").touch()
    assert make(checkout, "-q", "setup").returncode == OUT_OF_DATE


def test_make_alone_shows_every_target_with_what_it_does_and_touches_nothing(tmp_path):
    shutil.copy(ROOT / "Makefile", tmp_path)
    shown = make(tmp_path)
    assert "make reports    Rebuild" in shown.stdout
    assert "make test " in shown.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["Makefile"]


def test_a_python_that_is_too_old_or_missing_is_named(tmp_path):
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy2(ROOT / name, tmp_path)
    (tmp_path / "old").write_text(
        f"#!{sys.executable}\nimport sys\nsys.version_info = (3, 9)\nexec(sys.argv[2])\n", "utf-8"
    )
    (tmp_path / "old").chmod(0o755)
    refused = make(tmp_path, "setup", "PYTHON=./old")
    assert refused.returncode == FAILED
    assert "policytext needs Python 3.11 to 3.14, and ./old is 3.9." in refused.stderr
    assert not (tmp_path / ".venv").exists()
