"""The wheel holds everything that an installed zsite needs, the two themes included."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).resolve().parents[2]
NOT_CODE = (".toml", ".yaml", ".typed", ".html", ".css", ".js", ".svg", ".ttf", ".txt")


def test_the_wheel_holds_the_program_its_data_and_the_themes(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    inside = set(ZipFile(wheel).namelist())
    program = (path for path in (ROOT / "zsite").rglob("*") if path.suffix in (".py", *NOT_CODE))
    themes = [ROOT / "themes" / name for name in ("default", "column")]
    theme = (path for folder in themes for path in folder.rglob("*") if path.is_file())
    wanted = {path.relative_to(ROOT).as_posix() for path in program}
    wanted |= {f"zsite/{path.relative_to(ROOT).as_posix()}" for path in theme}
    assert wanted <= inside
    assert any(name.endswith("licenses/LICENSE") for name in inside)
    assert {"zsite/render/fonts/NotoSansSC.ttf", "zsite/render/fonts/OFL.txt"} <= inside
