"""Every save is shown, a burst is one build, and pages are answered meanwhile."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import PATIENCE, Running, free_port, serving, until
from site_files import PROJECT, SEEN, small, write

SAVES = 50


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with serving(small(tmp_path_factory.mktemp("saves") / "project", 5)) as found:
        yield found


def test_fifty_saves_at_random_moments_are_all_shown(running: Running) -> None:
    """Each waits for what the one before last wrote, so that saves fall into builds."""
    chance = random.Random(22)
    texts: dict[int, str] = {}
    for number in range(SAVES):
        page = chance.randrange(1, 6)
        texts[page] = f"第{number}次保存"
        write(running.root, f"content/projects/p{page}/body.zh.md", f"{texts[page]}。\n")
        time.sleep(chance.choice([0, 0.01, 0.05, 0.1, 0.3]))
        if number % 10 == 9:
            for each, text in texts.items():
                until(lambda each=each, text=text: running.shows(f"/projects/p{each}.html", text))


def test_each_save_alone_is_shown(running: Running) -> None:
    for number in range(8):
        write(running.root, "content/projects/p1/body.en.md", f"Save {number} alone.\n")
        until(lambda n=number: running.shows("/en/projects/p1.html", f"Save {n} alone"))


def test_a_burst_is_one_build(running: Running) -> None:
    until(lambda: _quiet(running))
    before = running.builds()
    for number in range(1, 6):
        write(running.root, f"content/projects/p{number}/body.zh.md", f"一起保存{number}。\n")
    for number in range(1, 6):
        until(lambda n=number: running.shows(f"/projects/p{n}.html", f"一起保存{n}"))
    assert running.builds() - before <= 2


def test_new_folders_and_removed_ones_are_seen(running: Running) -> None:
    write(running.root, "content/projects/p9/project.yaml", PROJECT.format(number=9))
    until(lambda: running.shows("/projects/p9.html", "项目9"))
    write(running.root, "content/projects/p9/body.zh.md", "新文件夹里的正文。\n")
    until(lambda: running.shows("/projects/p9.html", "新文件夹里的正文"))
    for file in (running.root / "content/projects/p9").iterdir():
        file.unlink()
    until(lambda: running.get("/projects/p9.html")[0] == 404)


def test_a_folder_exchanged_as_a_whole_is_seen(running: Running) -> None:
    """As when another branch is checked out: the watched folder itself is another one."""
    content = running.root / "content"
    content.rename(running.root / "away")
    until(lambda: running.get("/projects/p1.html")[0] == 404)
    (running.root / "away").rename(content)
    until(lambda: running.get("/projects/p1.html")[0] == 200)
    write(running.root, "content/projects/p1/body.zh.md", "换回来以后。\n")
    until(lambda: running.shows("/projects/p1.html", "换回来以后"))


def test_settings_are_seen(running: Running) -> None:
    text = (running.root / "zsite.yaml").read_text("utf-8")
    write(running.root, "zsite.yaml", text.replace("投资云泽", "云泽招商"))
    until(lambda: running.shows("/", "云泽招商"))


def test_pages_are_answered_during_a_build(running: Running) -> None:
    """A build that waits for its lock is a build that takes long."""
    from zsite.build.lock import Lock, acquire

    lock = acquire(running.root / ".zsite", "test", PATIENCE)
    assert isinstance(lock, Lock)
    with lock:
        write(running.root, "content/projects/p2/body.zh.md", "在锁后面。\n")
        time.sleep(0.5)
        for _ in range(20):
            assert running.get("/projects/p2.html")[0] == 200
        assert not running.shows("/projects/p2.html", "在锁后面")
    until(lambda: running.shows("/projects/p2.html", "在锁后面"))


def test_output_and_the_projects_files_stay_as_they_are(running: Running) -> None:
    assert not (running.root / "output").exists()
    assert not (running.root / "urls.yaml").exists()
    assert (running.root / ".zsite/preview/index.html").exists()


def test_an_error_takes_its_page_and_no_other(running: Running) -> None:
    good = (running.root / SEEN).read_text("utf-8")
    write(running.root, SEEN, good.replace("1亿元", "1"))
    until(lambda: running.get("/projects/p1.html")[0] == 500)
    write(running.root, "content/projects/p2/body.zh.md", "别处照常。\n")
    until(lambda: running.shows("/projects/p2.html", "别处照常"))
    about = running.about("/projects/p1.html")
    (row,) = [row for row in about["problems"] if row["severity"] == "error"]
    assert (row["file"], row["line"], row["excerpt"]) == (SEEN, 5, "total_investment: 1")
    assert "单位" in row["message"]
    assert about["own"] == [about["problems"].index(row)]
    assert f"{SEEN}:5:19: 错误" in running.said
    write(running.root, SEEN, good)
    until(lambda: running.get("/projects/p1.html")[0] == 200)
    assert not [r for r in running.about("/")["problems"] if r["severity"] == "error"]


def test_settings_that_cannot_be_read_leave_the_last_preview(running: Running) -> None:
    good = (running.root / "zsite.yaml").read_text("utf-8")
    write(running.root, "zsite.yaml", "- no\n")
    until(lambda: not running.about("/")["built"])
    assert running.get("/projects/p1.html")[0] == 200
    write(running.root, "zsite.yaml", good)
    until(lambda: running.about("/")["built"])


def test_a_builder_that_dies_is_replaced(running: Running) -> None:
    tasks = Path(f"/proc/{running.process.pid}/task")
    if not tasks.exists():
        pytest.skip("only Linux tells a process's children")
    child = int("".join(each.read_text() for each in tasks.glob("*/children")).split()[0])
    os.kill(child, signal.SIGKILL)
    write(running.root, "content/projects/p3/body.zh.md", "又活了。\n")
    until(lambda: "zsite 在生成预览时自身出错" in running.said)
    write(running.root, "content/projects/p3/body.zh.md", "真的又活了。\n")
    until(lambda: running.shows("/projects/p3.html", "真的又活了"))


def _quiet(running: Running) -> bool:
    before = running.builds()
    time.sleep(1.5)
    return running.builds() == before


def test_the_next_free_port(tmp_path: Path) -> None:
    with socket.socket() as taken:
        port = free_port()
        taken.bind(("127.0.0.1", port))
        taken.listen()
        with serving(small(tmp_path / "project", 1), "--port", str(port)) as running:
            assert running.port > port


def test_below_a_path_as_the_site(tmp_path: Path) -> None:
    root = small(tmp_path / "project", 1, "https://www.example.cn/tzcj/")
    with serving(root) as running:
        assert running.get("/tzcj/")[0] == 200
        assert running.get("/tzcj/projects/p1.html")[0] == 200
        assert running.get("/projects/p1.html")[0] == 404
        status, text = running.raw(
            f"GET / HTTP/1.1\r\nHost: {running.host}\r\nConnection: close\r\n\r\n".encode()
        )
        assert status == 302
        assert b"Location: /tzcj/\r\n" in text
        assert running.about("/tzcj/projects/p1.html")["source"] == SEEN


def test_by_looking_again_and_again(tmp_path: Path) -> None:
    with serving(small(tmp_path / "project", 1), "--poll") as running:
        write(running.root, "content/projects/p1/body.zh.md", "轮询看到的。\n")
        until(lambda: running.shows("/projects/p1.html", "轮询看到的"))


def test_it_ends_during_a_build(tmp_path: Path) -> None:
    from zsite.build.lock import Lock, acquire

    root = small(tmp_path / "project", 1)
    log = tmp_path / "log"
    lock = acquire(root / ".zsite", "test", PATIENCE)
    assert isinstance(lock, Lock)
    with lock:
        command = [sys.executable, "-m", "zsite", "serve", "--port", str(free_port())]
        with log.open("wb") as out:
            process = subprocess.Popen([*command, "--root", str(root)], stdout=out, stderr=out)
        until(lambda: "127.0.0.1" in log.read_text("utf-8"))
        time.sleep(0.5)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
    assert "Traceback" not in log.read_text("utf-8")
