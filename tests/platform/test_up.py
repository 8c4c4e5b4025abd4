from __future__ import annotations

import os
import pwd
import shutil
import signal
import stat
import subprocess
import time
from pathlib import Path

import pytest

from tests.platform.installation import Installation, free_port, running, seconds_until

pytestmark = pytest.mark.platform


def test_ctrl_c_leaves_nothing_and_a_second_start_is_quick_and_a_killed_one_leaves_nothing(
    tmp_path: Path,
) -> None:
    state = tmp_path / "a state"  # with a space in it

    with running(state) as (first, told):
        assert f"http://127.0.0.1:{first.port}/" in told
        password = told.rpartition("password:")[2].strip()
        assert password == (state / "admin-password").read_text().strip()
        assert first.ask("/healthz") == 200
        assert first.ask("/admin/login/") == 200
        assert first.ask("/static/unfold/css/styles.css") == 200

        second = Installation(state, free_port())
        second.start()
        code, said = second.finish(30)
        assert code == 1
        assert "Already running" in said
        assert len(said.strip().splitlines()) == 1

        family = first.family()
        assert len(family) > 12  # supervisor, reaper, two servers with their processes, web, worker, beat
        first.process.send_signal(signal.SIGINT)
        assert seconds_until(lambda: not any(process.lives() for process in family), limit=10) < 10
        assert first.finish(5)[0] == 0

    begun = time.monotonic()
    with running(state) as (again, told):
        assert time.monotonic() - begun < 10
        assert password in told
        family = again.family()
        again.process.kill()
        assert seconds_until(lambda: not any(process.lives() for process in family), limit=15) < 15


def test_a_part_that_ends_takes_the_rest_with_it_and_is_named(tmp_path: Path) -> None:
    with running(tmp_path / "state") as (installation, _):
        family = installation.family()
        broker = next(process.pid for process in family if "valkey-server" in _command_line(process.pid))
        os.kill(broker, signal.SIGKILL)
        code, said = installation.finish(15)
        assert code == 1
        assert "Valkey ended" in said
        assert not any(process.lives() for process in family)


def test_a_taken_port_is_told_in_one_line_with_the_setting_to_change(tmp_path: Path) -> None:
    import socket

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        installation = Installation(tmp_path / "state", other.getsockname()[1])
        installation.start()
        code, said = installation.finish(30)
    assert code == 1
    assert "IMPRIMATUR_PORT" in said
    assert len(said.strip().splitlines()) == 1
    assert not (tmp_path / "state" / "postgres").exists()


def test_what_an_installation_keeps_is_closed_to_others(tmp_path: Path) -> None:
    with running(tmp_path / "state") as (installation, _):
        state = installation.state
        for name in ("admin-password", "secret-key", "lock"):
            assert stat.S_IMODE((state / name).stat().st_mode) == 0o600
        for name in ("postgres", "valkey", "log"):
            assert stat.S_IMODE((state / name).stat().st_mode) == 0o700
        assert installation.port
        listening = {port for process in installation.family() for port in _listening_ports(process.pid)}
        assert listening == {installation.port}  # neither server has a port


@pytest.mark.skipif(os.geteuid() != 0, reason="the other tests run as an ordinary user already")
def test_an_account_without_privileges_can_run_it(tmp_path: Path) -> None:
    # The state belongs to root, who is that account in the namespace: it may reach this checkout wherever it lies.
    account = next(entry.pw_uid for entry in pwd.getpwall() if 0 < entry.pw_uid < 1000)
    prefix = (shutil.which("unshare") or "unshare", "--user", f"--map-user={account}")
    if subprocess.run([*prefix, "true"], check=False).returncode:
        pytest.skip("no user namespaces here")
    with running(tmp_path / "state", prefix=prefix) as (installation, told):
        assert "is up" in told
        assert installation.ask("/healthz") == 200
        family = installation.family()
        installation.process.send_signal(signal.SIGTERM)
        assert seconds_until(lambda: not any(process.lives() for process in family), limit=10) < 10


def _command_line(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text()


def _listening_ports(pid: int) -> set[int]:
    """Return TCP ports that a process listens on, read from the kernel's own table; none where it has ended."""
    inodes = set()
    try:
        descriptors = list(Path(f"/proc/{pid}/fd").iterdir())
    except FileNotFoundError:  # the database ends processes of its own at any moment
        return set()
    for descriptor in descriptors:
        try:
            target = str(descriptor.readlink())
        except OSError:
            continue
        if target.startswith("socket:["):
            inodes.add(target[8:-1])
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return {int(row[1].rpartition(":")[2], 16) for row in rows if row[3] == "0A" and row[9] in inodes}
