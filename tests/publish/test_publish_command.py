"""`zsite publish`, `releases`, `rollback` and `review` as a person uses them."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import daemons
import pytest
from click.testing import CliRunner, Result
from strict_store import BUCKET, HOST, Store

from zsite.cli.commands import cli
from zsite.ship import scaffold
from zsite.ship.publish import lease
from zsite.ship.publish.hosts.folder import Folder

DAY = ["--as-of", "2026-11-24"]
CANARY = "canary-c41e-secret-of-the-bucket"


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """An empty county, as `zsite init` makes it, that publishes to `www` beside it."""
    root = tmp_path / "county"
    root.mkdir()
    assert not scaffold.write(root, scaffold.county(root).new)
    declare(root, "{name: test, to: folder, path: ../www}")
    return root


def declare(root: Path, *targets: str) -> None:
    text = (root / "zsite.yaml").read_text("utf-8").partition("\npublish:")[0]
    rows = "".join(f"  - {target}\n" for target in targets)
    (root / "zsite.yaml").write_text(f"{text}\npublish:\n{rows}", "utf-8")


def zsite(root: Path, command: str, *arguments: str, language: str = "en") -> Result:
    return CliRunner().invoke(
        cli, [command, *arguments, "--root", str(root), "--lang", language], catch_exceptions=False
    )


def done(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return result.output


def edit(root: Path, text: str) -> None:
    (body,) = sorted((root / "content/pages").rglob("*.zh.md"))[:1]
    body.write_text(f"{body.read_text('utf-8')}\n{text}\n", "utf-8")


def test_a_plan_a_publication_a_change_and_the_way_back(county: Path, tmp_path: Path) -> None:
    current = tmp_path / "www" / "current"
    plan = done(zsite(county, "publish", *DAY, "--dry-run"))
    assert "Nothing was done" in plan
    assert not (tmp_path / "www").exists()
    asked = zsite(county, "publish", *DAY)
    assert asked.exit_code == 1
    assert "there is nobody to ask" in asked.output
    assert not current.exists()
    first = done(zsite(county, "publish", *DAY, "--yes", "--by", "Zhang"))
    assert "New pages:" in first
    assert (current / "index.html").read_bytes() == (county / "output/index.html").read_bytes()
    assert "Nothing to do" in done(zsite(county, "publish", *DAY, "--yes"))

    edit(county, "新的一段。")
    plan = done(zsite(county, "publish", *DAY, "--dry-run"))
    assert "Changed pages: 1" in plan
    before = {path for path in (tmp_path / "www").rglob("*") if path.is_file()}
    second = done(zsite(county, "publish", *DAY, "--yes", "--by", "Zhang"))
    after = {path for path in (tmp_path / "www").rglob("*") if path.is_file()} - before
    new = [path for path in after if path.stat().st_nlink == 1]
    assert len(new) <= 5, new
    assert "files sent: 3" in second

    listed = done(zsite(county, "releases"))
    assert listed.count("Zhang") == 2
    assert listed.startswith("* ")
    back = done(zsite(county, "rollback", "--yes"))
    assert "Changed pages: 1" in back
    assert "新的一段" not in "".join(p.read_text("utf-8") for p in current.rglob("*.html"))
    assert done(zsite(county, "releases")).splitlines()[0].split()[1] in first
    log = json.loads((county / "publishing/test.json").read_text("utf-8"))
    assert [row["action"] for row in log] == ["publish", "publish", "rollback"]
    assert log[1]["pages"]["changed"][0]["path"].endswith(".html")


def test_the_next_build_still_finds_nothing_to_do(county: Path) -> None:
    """Publishing touches no file of the output, so nothing looks changed."""
    done(zsite(county, "publish", *DAY, "--yes"))
    edit(county, "一段。")
    done(zsite(county, "build", *DAY))
    done(zsite(county, "publish", *DAY, "--yes"))
    now = {p: p.stat().st_nlink for p in (county / "output").rglob("*") if p.is_file()}
    assert max(now.values()) <= 2  # the output and its spare


def test_everything_is_said_in_chinese_too(county: Path) -> None:
    plan = done(zsite(county, "publish", *DAY, "--dry-run", language="zh"))
    assert plan.startswith("发布到 test（文件夹）：../www")
    assert "新增网页" in plan
    assert "没有发布" in plan
    assert "已向 test 发布版本" in done(zsite(county, "publish", *DAY, "-y", language="zh"))
    wrong = zsite(county, "rollback", "-y", language="zh")
    assert wrong.exit_code == 1
    assert "没有更早的版本可以回退" in wrong.output


def test_the_pages_are_proved_by_what_a_server_gives(county: Path, tmp_path: Path) -> None:
    port = daemons.free_port()
    root = tmp_path / "www" / "current"
    inside = f"server {{ listen 127.0.0.1:{port}; root {root}; error_page 404 /404.html; }}"
    with daemons.nginx(tmp_path / "nginx", inside, port) as url:
        declare(county, f"{{name: test, to: folder, path: ../www, url: '{url}'}}")
        said = done(zsite(county, "publish", *DAY, "--yes"))
        assert "each is as it was published" in said
        declare(county, f"{{name: test, to: folder, path: ../elsewhere, url: '{url}'}}")
        edit(county, "一段。")
        wrong = zsite(county, "publish", *DAY, "--yes")
        assert wrong.exit_code == 1
        assert "[publish-not-up]" in wrong.output
    entry = json.loads((county / "publishing/test.json").read_text("utf-8"))[-1]
    assert entry["proof"]["wrong"] == 1


def test_a_live_site_needs_reviews_and_an_identity(county: Path, tmp_path: Path) -> None:
    declare(county, "{name: live, to: folder, path: ../www, live: yes, reviews: [初审, 终审]}")
    stopped = zsite(county, "publish", *DAY, "--yes")
    assert stopped.exit_code == 1
    assert stopped.output.count("[publish-not-reviewed]") == 2
    assert "[publish-placeholder]" in stopped.output
    assert not (tmp_path / "www").exists()
    assert zsite(county, "review", "四审").exit_code == 1
    assert "No review" in done(zsite(county, "review"))
    for role in ("初审", "终审"):
        done(zsite(county, "review", role, "--by", "李四", "--note", "ok"))
    assert done(zsite(county, "review")).count("李四") == 2
    stopped = zsite(county, "publish", *DAY, "--yes")
    assert "[publish-not-reviewed]" not in stopped.output
    edit(county, "又一段。")
    assert zsite(county, "publish", *DAY).output.count("[publish-not-reviewed]") == 2


def test_a_site_with_errors_is_not_published(county: Path, tmp_path: Path) -> None:
    done(zsite(county, "publish", *DAY, "--yes"))
    before = (tmp_path / "www/current").resolve()
    (county / "content/pages/broken.yaml").write_text("title: [\n")
    stopped = zsite(county, "publish", *DAY, "--yes")
    assert stopped.exit_code == 1
    assert "what stood online stands" in stopped.output
    assert (tmp_path / "www/current").resolve() == before


def test_two_publishers_at_once(county: Path, tmp_path: Path) -> None:
    """The second stops with the name of the first; without him it goes through."""
    first = replace(lease.myself("张三", "publish"), host="elsewhere")
    with lease.lease(Folder(tmp_path / "www"), first, lease.Pace(renew=0.5), lambda _: None):
        stopped = zsite(county, "publish", *DAY, "--yes", "--wait", "0")
    assert stopped.exit_code == 1
    assert "Waiting for 张三" in stopped.output
    assert "张三 is at work at this target" in stopped.output
    assert not (tmp_path / "www/current").exists()
    done(zsite(county, "publish", *DAY, "--yes", "--wait", "0"))


def test_two_publishers_of_one_project(county: Path, tmp_path: Path) -> None:
    """Both at the same moment: one waits for the other, and finds nothing left to do."""
    declare(county, "{name: test, to: folder, path: ../www}")
    command = [sys.executable, "-m", "zsite", "publish", "test", "--yes", *DAY]
    command += ["--root", str(county), "--lang", "en", "--wait", "120"]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = sorted(process.communicate()[0] for process in both)
    assert [process.returncode for process in both] == [0, 0]
    assert sum("Published release" in each for each in said) == 1
    assert sum("Nothing to do" in each for each in said) == 1


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    import socket

    look_up = socket.getaddrinfo

    def local(host: object, *more: object, **named: object) -> object:
        loop = isinstance(host, str) and host.endswith(HOST)
        return look_up("127.0.0.1" if loop else host, *more, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", local)
    with Store() as running:
        yield running


def test_a_bucket_and_its_secret(
    county: Path, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At most five objects for a change; and the secret is nowhere, also when all goes wrong."""
    said = []
    where = f"bucket: {BUCKET}, endpoint: '{store.endpoint}', url: '{store.url}'"
    purge = "purge_url: 'http://127.0.0.1:9/p', purge_header: 'X-Token: $CDN_TOKEN'"
    declare(county, f"{{name: cloud, to: s3, {where}, {purge}}}")
    said.append(zsite(county, "publish", *DAY, "--yes").output)
    assert "[publish-no-secret]" in said[-1]
    monkeypatch.setenv("ZSITE_KEY_ID", "AKIDEXAMPLE")
    monkeypatch.setenv("ZSITE_CLOUD_SECRET", CANARY)
    monkeypatch.setenv("CDN_TOKEN", CANARY + "-token")
    said.append(done(zsite(county, "publish", *DAY, "--yes")))
    assert "each is as it was published" in said[-1]
    assert "[publish-purge-failed]" in said[-1]
    store.forget()
    edit(county, "新的一段。")
    said.append(done(zsite(county, "publish", *DAY, "--yes")))
    assert len(store.sent()) <= 5, store.sent()
    said.append(done(zsite(county, "rollback", "--yes")))
    said.append(done(zsite(county, "releases")))
    store.last = 0
    said.append(zsite(county, "releases").output)
    assert "[publish-unreachable]" in said[-1]
    assert CANARY not in "".join(said)
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not [path for path in written if CANARY.encode() in path.read_bytes()]
    assert not [path for path, data in store.objects.items() if CANARY.encode() in data]


def test_an_ssh_passphrase_is_nowhere(
    county: Path, ssh: daemons.Ssh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = tmp_path / "locked"
    make = ["ssh-keygen", "-q", "-t", "ed25519", "-N", CANARY, "-f", str(key)]
    subprocess.run(make, check=True)
    target = ssh.target("sftp", tmp_path / "www") | {"key": str(key), "name": "live"}
    declare(county, json.dumps(target))
    said = []
    for passphrase in ("", CANARY + "-wrong", CANARY):
        monkeypatch.setenv("ZSITE_PASSPHRASE", passphrase)
        result = zsite(county, "publish", *DAY, "--yes")
        assert result.exit_code == 1
        said.append(result.output)
    assert "[publish-no-credentials]" in said[0]
    assert "[publish-login-refused]" in said[2]  # the key is right, but the server does not know it
    assert CANARY not in "".join(said)


@pytest.mark.parametrize("way", ["sftp", "rsync"])
def test_an_unknown_server_is_refused(
    way: str, county: Path, ssh: daemons.Ssh, tmp_path: Path
) -> None:
    (tmp_path / "none").write_text("")
    other = tmp_path / "other"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(other)], check=True)
    changed = "[127.0.0.1]:* " + other.with_suffix(".pub").read_text()
    (tmp_path / "changed").write_text(changed)
    for known in ("none", "changed"):
        target = ssh.target(way, tmp_path / "www") | {"name": "live"}
        declare(county, json.dumps({**target, "known_hosts": str(tmp_path / known)}))
        stopped = zsite(county, "publish", *DAY, "--yes")
        assert stopped.exit_code == 1
        assert "[publish-host-key]" in stopped.output
    assert not (tmp_path / "www").exists()


@pytest.mark.parametrize("way", ["sftp", "rsync"])
def test_a_server_that_is_not_there(way: str, county: Path, ssh: daemons.Ssh) -> None:
    target = ssh.target(way, Path("/srv/x"), daemons.free_port()) | {"name": "live"}
    declare(county, json.dumps(target))
    stopped = zsite(county, "publish", *DAY, "--yes")
    assert stopped.exit_code == 1
    assert "[publish-unreachable]" in stopped.output


def test_packages_from_the_command(county: Path, tmp_path: Path) -> None:
    declare(
        county,
        "{name: fair, to: bundle, path: ../out}",
        "{name: portal, to: handover, path: ../out}",
    )
    for name in ("fair", "portal"):
        assert f"{name}-" in done(zsite(county, "publish", name, *DAY, "--yes"))
        assert zsite(county, "rollback", name, "--yes").exit_code == 1
    assert len(list((tmp_path / "out").glob("*.zip"))) == 2


def test_settings_of_a_server_are_printed_alone(county: Path) -> None:
    done(zsite(county, "publish", *DAY, "--yes"))
    for server in ("nginx", "caddy", "apache"):
        text = done(zsite(county, "publish", "--server-config", server))
        assert text.startswith(f"# zsite publish --server-config {server}\n")
    declare(county, "{name: fair, to: bundle, path: ../out}")
    assert zsite(county, "publish", "--server-config", "nginx").exit_code == 1


def test_a_question_is_asked_on_a_terminal(county: Path, tmp_path: Path) -> None:
    """A person reads the plan and says no, then yes."""
    import pty

    for answer, exists in (("n", False), ("y", True)):
        own, other = pty.openpty()
        command = [sys.executable, "-m", "zsite", "publish", *DAY, "--lang", "zh"]
        process = subprocess.Popen(
            [*command, "--root", str(county)], stdin=other, stdout=other, stderr=other
        )
        os.close(other)
        said: list[bytes] = []

        def listen(own: int = own, said: list[bytes] = said, answer: str = answer) -> None:
            try:
                while data := os.read(own, 4096):
                    said.append(data)
                    if "发布吗".encode() in b"".join(said) and answer:
                        os.write(own, f"{answer}\n".encode())
                        answer = ""
            except OSError:
                return

        listener = threading.Thread(target=listen)
        listener.start()
        assert process.wait() == (0 if exists else 1), b"".join(said).decode()
        listener.join()
        os.close(own)
        assert (tmp_path / "www/current").exists() == exists
