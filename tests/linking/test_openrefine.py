"""A real OpenRefine, headless, as the client of our service: it must match names of countries and bases."""

import json
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

import kg
from kg.linking.service.catalogue import graph_catalogue, shipped_catalogue
from kg.linking.service.server import Server

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
CONTRIBUTORS = [
    "Algeria",
    "Austria",
    "Bangladesh",
    "Belgium",
    "Benin",
    "Bhutan",
    "Brazil",
    "Cambodia",
    "Chad",
    "Chile",
    "Denmark",
    "Ecuador",
    "Egypt",
    "Finland",
    "Fiji",
    "France",
    "Gabon",
    "Germany",
    "Ghana",
    "Guatemala",
    "Guinea",
    "India",
    "Indonesia",
    "Ireland",
    "Italy",
    "Jordan",
    "Kenya",
    "Latvia",
    "Malawi",
    "Mali",
    "Morocco",
    "Nepal",
    "Netherlands",
    "Niger",
    "Nigeria",
    "Norway",
    "Pakistan",
    "Peru",
    "Portugal",
    "Romania",
    "Rwanda",
    "Senegal",
    "Serbia",
    "Spain",
    "Sweden",
    "Switzerland",
    "Togo",
    "Tunisia",
    "Ukraine",
    "Uruguay",
    "Zambia",
    "Zimbabwe",
]
SPELLINGS = ["Ivory Coast", "DR Congo", "Czechia", "the Gambia", "Burkinabé", "UNIFIL", "Kidal Region"]
UNKNOWN = ["Atlantis", "Ruritania"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not shutil.which("openrefine"), reason="OpenRefine is not installed: make test-openrefine does it"
    ),
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    graph = kg.build(SAMPLES)
    server = Server({"": graph_catalogue(graph, graph.base), "/wikidata": shipped_catalogue()})
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.url
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def refine(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Refine"]:
    folder, port = tmp_path_factory.mktemp("refine"), free_port()
    command = [
        "openrefine",
        "-i",
        "127.0.0.1",
        "-p",
        str(port),
        "-d",
        str(folder),
        "-m",
        "1400M",
        "-x",
        "refine.headless=true",
    ]
    env = {**os.environ, "HOME": str(folder)}
    server = subprocess.Popen(
        command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False) as client:
        yield Refine(client)
    os.killpg(server.pid, signal.SIGTERM)
    server.wait(20)


class Refine:
    """OpenRefine's own HTTP commands."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client
        for _ in range(300):
            try:
                if client.get("/command/core/get-version").status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.2)
        raise TimeoutError

    def token(self) -> str:
        return str(self._client.get("/command/core/get-csrf-token").json()["token"])

    def project(self, names: list[str]) -> str:
        table = "name\n" + "".join(f"{name}\n" for name in names)
        options = {"separator": ",", "headerLines": 1, "guessCellValueTypes": False}
        url = f"/command/core/create-project-from-upload?csrf_token={self.token()}"
        form = {"project-name": "names", "format": "text/line-based/*sv", "options": json.dumps(options)}
        answer = self._client.post(url, data=form, files={"project-file": ("names.csv", table.encode())})
        return answer.headers["Location"].rpartition("project=")[2]

    def post(self, command: str, project: str, **form: str) -> Any:
        url = f"/command/core/{command}?project={project}&csrf_token={self.token()}"
        return self._client.post(url, data=form).json()

    def reconcile(self, project: str, url: str, space: str) -> None:
        config = {
            "mode": "standard-service",
            "service": url,
            "identifierSpace": space,
            "schemaSpace": space,
            "autoMatch": True,
            "columnDetails": [],
            "limit": 5,
        }
        engine = json.dumps({"facets": [], "mode": "row-based"})
        told = self.post("reconcile", project, columnName="name", config=json.dumps(config), engine=engine)
        assert told["code"] in {"ok", "pending"}, told
        for _ in range(300):
            if not self._client.get(f"/command/core/get-processes?project={project}").json()["processes"]:
                return
            time.sleep(0.1)
        raise TimeoutError

    def matches(self, project: str) -> dict[str, str]:
        cell = '{{cells["name"].value}}\t{{if(cells["name"].recon.match==null,"",cells["name"].recon.match.id)}}'
        form = {
            "project": project,
            "format": "template",
            "template": cell,
            "prefix": "",
            "suffix": "",
            "separator": "\n",
        }
        text = self._client.post(f"/command/core/export-rows?csrf_token={self.token()}", data=form).text
        return dict(line.replace('"', "").split("\t") for line in text.splitlines() if "\t" in line)


def test_openrefine_guesses_the_type(service: str, refine: Refine) -> None:
    project = refine.project(CONTRIBUTORS)
    told = refine.post("guess-types-of-column", project, columnName="name", service=f"{service}/wikidata")
    assert told["types"][0]["id"] == "Country"


def test_openrefine_matches_fifty_names(service: str, refine: Refine) -> None:
    names = [*CONTRIBUTORS, *SPELLINGS, *UNKNOWN]
    project = refine.project(names)
    refine.reconcile(project, f"{service}/wikidata", "http://www.wikidata.org/entity/")
    found = refine.matches(project)
    assert set(found) == set(names)
    assert len([name for name in names if found[name]]) >= 50
    assert [found[name] for name in UNKNOWN] == ["", ""]
    assert {name: found[name] for name in ("Denmark", "Mali", "Ivory Coast", "UNIFIL", "Kidal Region")} == {
        "Denmark": "Q35",
        "Mali": "Q912",
        "Ivory Coast": "Q1008",
        "UNIFIL": "Q160805",
        "Kidal Region": "Q338988",
    }


def test_openrefine_matches_against_the_graph(service: str, refine: Refine) -> None:
    project = refine.project(["MONUSCO", "Goma", "Brazil", "Bintou Keita", "Atlantis"])
    refine.reconcile(project, service, "https://w3id.org/peacekg/id/")
    found = refine.matches(project)
    assert found["Goma"] == "place/Goma"
    assert found["Brazil"] == "country/Brazil"
    assert found["MONUSCO"].startswith("mission/United_Nations_Organization")
    assert found["Atlantis"] == ""
