"""The package as users get it: a wheel in a fresh environment, run from an empty folder with an empty home."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def home(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}-home")


def run(folder: Path, *command: object) -> str:
    clean = {"PATH": os.environ["PATH"], "HOME": str(home(folder)), "LC_ALL": "C.UTF-8"}
    result = subprocess.run([*map(str, command)], cwd=folder, env=clean, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a fresh environment; dependencies are those of this one, the package is the wheel's."""
    place = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", place, ROOT]
    subprocess.run([*map(str, build)], check=True, capture_output=True)
    venv.create(place / "fresh", with_pip=True, symlinks=True)
    python = place / "fresh" / "bin" / "python"
    run(place, python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", next(place.glob("peacekg-*.whl")))
    packages = Path(run(place, python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    # A path in a .pth file brings the libraries, but not the .pth files there: the checkout stays out of sight.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return place / "fresh" / "bin" / "kg"


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    home(tmp_path).mkdir()
    return tmp_path


def test_the_wheel_is_what_runs(kg: Path, empty: Path) -> None:
    where = run(empty, kg.parent / "python", "-c", "import kg; print(kg.__file__)")
    assert where.startswith(str(kg.parent.parent))


def test_build_and_query_from_an_empty_folder(kg: Path, empty: Path) -> None:
    run(empty, kg, "build", "-o", "graph.ttl")
    answer = run(empty, kg, "query", "contributors", "--graph", "graph.ttl", "--format", "csv")
    assert answer == run(empty, kg, "query", "contributors", "--format", "csv")
    assert len(answer.splitlines()) > 5
    run(empty, kg, "validate", "graph.ttl")
    assert [path.name for path in empty.iterdir()] == ["graph.ttl"]
    assert [path.parent.name for path in home(empty).rglob("*") if path.is_file()] == ["peacekg"]  # compiled patterns


def test_the_wheel_carries_its_data(kg: Path, empty: Path) -> None:
    assert "attacks-by-year" in run(empty, kg, "query", "--list")
    shipped = kg.parent.parent.glob("lib/python*/site-packages/kg/shipped/*")
    assert {"ontology", "language", "queries", "samples"} <= {path.name for path in shipped}
    assert list(kg.parent.parent.glob("lib/python*/site-packages/kg/py.typed"))
