"""What CI systems are given runs: the pre-commit hooks, the GitHub Action, the GitLab job."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from junitparser import JUnitXml

from cbccvc_rules.cli.main import cbccvc
from cbccvc_rules.intake.kinds import suffixes
from unit.cli.rounds import BROKEN, CLEAN, RULE, a_round

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent


def hooks() -> dict[str, dict[str, Any]]:
    listed = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    return {hook["id"]: hook for hook in listed}


@pytest.mark.parametrize("hook", sorted(hooks()))
def test_a_hook_runs_as_pre_commit_would_run_it(hook: str, tmp_path: Path) -> None:
    told = hooks()[hook]
    words = shlex.split(told["entry"])[1:]
    names = [str(a_round(tmp_path / "round", *CLEAN))] if hook == "cbccvc-check" else []
    assert CliRunner().invoke(cbccvc, [*words, *names]).exit_code == 0
    assert told["language"] == "python"
    assert told["pass_filenames"] is False
    assert re.search(told["files"], "rounds/2024/batch.yaml")


def test_the_hook_runs_for_every_kind_of_file_that_can_be_read() -> None:
    files = hooks()["cbccvc-check"]["files"]
    assert [one for one in suffixes() if not re.search(files, f"rounds/2024{one}")] == []


def step(name: str) -> dict[str, Any]:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    return next(one for one in action["runs"]["steps"] if one["name"] == name)


def acted(
    tmp_path: Path, round_: str, arguments: str = "", sarif: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run the step of the action that checks, with the command that is installed here."""
    installed = tmp_path / "cbccvc" / "bin"
    installed.mkdir(parents=True)
    (installed / "cbccvc").symlink_to(BIN / "cbccvc")
    told = {"ROUND": round_, "ARGUMENTS": arguments, "SARIF": sarif, "RUNNER_TEMP": str(tmp_path)}
    assert set(step("Check")["env"]) | {"RUNNER_TEMP"} == set(told)
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step("Check")["run"]],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], **told},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_action_annotates_and_fails_where_something_is_broken(tmp_path: Path) -> None:
    a_round(tmp_path / "rounds" / "2024", *CLEAN, BROKEN)
    done = acted(tmp_path, "rounds/2024", f"--select\n\n{RULE}\n \n", "out.sarif")
    assert done.returncode == 1
    assert "::error file=rounds/2024/staff.csv,line=4," in done.stdout
    (run,) = json.loads((tmp_path / "out.sarif").read_text(encoding="utf-8"))["runs"]
    assert [one["ruleId"] for one in run["results"]] == [RULE]


def test_the_action_passes_where_nothing_is(tmp_path: Path) -> None:
    a_round(tmp_path / "round", *CLEAN)
    assert acted(tmp_path, "round").returncode == 0


def test_the_action_says_that_nothing_could_be_judged(tmp_path: Path) -> None:
    assert acted(tmp_path, "nowhere", sarif="out.sarif").returncode == 2
    assert not (tmp_path / "out.sarif").exists()


def test_what_is_passed_in_is_no_script(tmp_path: Path) -> None:
    done = acted(tmp_path, '"; touch forged; "', "$(touch forged)\n; touch forged")
    assert done.returncode == 2
    assert not (tmp_path / "forged").exists()


def test_the_job_of_the_docs_is_what_gitlab_reads(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "how-to" / "run-in-ci.md").read_text(encoding="utf-8")
    job = yaml.safe_load(re.findall(r"GitLab:\n\n```yaml\n(.*?)```", page, re.DOTALL)[0])
    (command,) = job["ratings"]["script"]
    a_round(tmp_path / "rounds" / "2024", *CLEAN, BROKEN)
    env = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    assert subprocess.run(shlex.split(command), cwd=tmp_path, env=env, check=False).returncode == 1
    (report,) = [job["ratings"]["artifacts"]["reports"]["junit"]]
    assert (tmp_path / report).read_text(encoding="utf-8").startswith("<?xml")


# ------------------------------------------------------------ the example of CI
JOBS = ROOT / "examples" / "05-kiem-tra-tu-dong-2024"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The repository of the example, with the baseline that its README says how to make."""
    shutil.copytree(JOBS, tmp_path, dirs_exist_ok=True)
    asked = ["--format", "json", "--output", str(tmp_path / "baseline.json")]
    made = CliRunner().invoke(cbccvc, ["check", str(tmp_path / "luc-bat-dau"), *asked])
    assert made.exit_code == 1
    return tmp_path


def of_job(name: str) -> dict[str, Any]:
    job: dict[str, Any] = yaml.safe_load((JOBS / name).read_text(encoding="utf-8"))
    return job


def test_the_baseline_of_the_example_has_two_faults(repository: Path) -> None:
    report = json.loads((repository / "baseline.json").read_text(encoding="utf-8"))
    found = {(one["rule"], one["subject"]["id"]) for one in report["findings"]}
    assert found == {(RULE, "BA03"), ("rated-above-cap-after-leave", "BA05")}


def test_the_workflow_of_the_example_is_red_for_what_is_new_alone(repository: Path) -> None:
    steps = of_job("github.yml")["jobs"]["check"]["steps"]
    (ours,) = [one["with"] for one in steps if one.get("uses", "").startswith("OWNER/cbccvc")]
    assert set(ours) <= set(yaml.safe_load((ROOT / "action.yml").read_text())["inputs"])
    done = acted(repository, ours["round"], ours["arguments"].strip(), ours["sarif"])
    assert done.returncode == 1
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("::error")]
    assert "file=rounds/2024/staff.csv,line=8," in line
    assert "BA07" in line
    (run,) = json.loads((repository / ours["sarif"]).read_text(encoding="utf-8"))["runs"]
    told = {
        one["message"]["text"].split(":")[0].split(" ")[0]: bool(one.get("suppressions"))
        for one in run["results"]
        if one["ruleId"] == RULE
    }
    assert told == {"BA03": True, "BA07": False}
    (upload,) = [one["with"] for one in steps if "upload-sarif" in one.get("uses", "")]
    assert upload["sarif_file"] == ours["sarif"]


def test_the_gitlab_job_of_the_example_tells_what_is_new_and_what_is_mended(
    repository: Path,
) -> None:
    job = of_job("gitlab-ci.yml")["ratings"]
    (command,) = job["script"]
    env = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        shlex.split(command), cwd=repository, env=env, check=False, capture_output=True
    )
    log = done.stdout.decode("utf-8").splitlines()
    assert done.returncode == 1
    assert [line.split(":")[1].strip() for line in log if line.startswith("  - mới")] == ["BA07"]
    gone = [line.split(":")[1].strip() for line in log if line.startswith("  - không còn")]
    assert gone == ["BA05"]
    tests = JUnitXml.fromfile(str(repository / job["artifacts"]["reports"]["junit"]))
    assert tests.failures == 1
    for path in job["artifacts"]["paths"]:
        assert (repository / path).stat().st_size > 0


def test_the_job_of_the_example_is_green_once_the_new_fault_is_mended(repository: Path) -> None:
    staff = repository / "rounds" / "2024" / "staff.csv"
    rows = staff.read_text(encoding="utf-8").splitlines()
    staff.write_text("\n".join(rows[:-1]) + "\n", encoding="utf-8")
    (command,) = of_job("gitlab-ci.yml")["ratings"]["script"]
    env = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        shlex.split(command), cwd=repository, env=env, check=False, capture_output=True
    )
    assert done.returncode == 0


def test_the_docs_quote_the_jobs_of_the_example() -> None:
    page = (ROOT / "docs" / "how-to" / "run-in-ci.md").read_text(encoding="utf-8")
    for name in ("github.yml", "gitlab-ci.yml"):
        _, _, body = (JOBS / name).read_text(encoding="utf-8").partition("\n")
        assert f"```yaml\n{body}```" in page
