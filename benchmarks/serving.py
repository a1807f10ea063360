#!/usr/bin/env python3
"""What ``onrecord serve`` takes on the real site: until it is ready, from an edit to the new page, and when nothing is done.

    .venv/bin/python benchmarks/serving.py            seconds until it is ready; of 20 edits; and % of a core when idle
    .venv/bin/python benchmarks/serving.py --keep     and keep them in RESULTS.md

An edit is timed as a browser sees it: from the moment the file is saved, over livereload's message, to the last byte of
the page that was asked for again. Idle is measured a minute after the last edit, when looks at the files are rare. Nothing is
kept from before. It needs Linux, for the time of a process that goes on is read in /proc.
"""

import asyncio
import json
import os
import shutil
import signal
import statistics
import subprocess
import time
from pathlib import Path

from results import ONRECORD, ROOT, keep, reader, scratch
from tornado.httpclient import AsyncHTTPClient
from tornado.websocket import websocket_connect

EDITED = "content/events/geneva-talks.md"
PAGE = "events/geneva-talks.html"
EDITS = 20
AT_WORK, IDLE = 65.0, 30.0  # seconds after which looks are rare, and for which they are watched


def measure(project: Path, cache: Path) -> tuple[float, list[float], float]:
    """Seconds until it is ready, of each edit, and the share of a core that it takes when nothing is done."""
    begin = time.monotonic()
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    command = [*ONRECORD, "--project", str(project), "serve", "--port", "8731"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            address = next(line.split()[0] for line in server.stdout or () if line.startswith("http"))
            ready = time.monotonic() - begin
            edits = asyncio.run(edited(project, address))
            time.sleep(AT_WORK)
            before = spent(server.pid)
            time.sleep(IDLE)
            return ready, edits, (spent(server.pid) - before) / IDLE
        finally:
            server.send_signal(signal.SIGINT)


async def edited(project: Path, address: str) -> list[float]:
    """Seconds of each edit."""
    return [await edit(project, address, number) for number in range(EDITS)]


async def edit(project: Path, address: str, number: int) -> float:
    """Seconds from a save to the page that has it."""
    client = AsyncHTTPClient()
    await client.fetch(address + PAGE)
    socket = await websocket_connect(f"ws://{address.split('/')[2]}/livereload")
    await socket.write_message(json.dumps({"command": "hello", "protocols": []}))
    await socket.write_message(json.dumps({"command": "info", "url": address + PAGE}))
    await asyncio.sleep(0.5 + 0.037 * number)  # at another moment between two looks each time
    path = project / EDITED
    path.write_text(f"{path.read_text('utf-8')}\nEdit {number} is new [@seed].\n", "utf-8")
    begin = time.monotonic()
    while True:
        if json.loads(str(await socket.read_message()))["command"] == "reload":
            page = await client.fetch(address + PAGE)
            if f"Edit {number} " in page.body.decode():
                break
    took = time.monotonic() - begin
    socket.close()
    return took


def spent(process: int) -> float:
    """Seconds of CPU that a process has taken."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure on today's content."""
    given = reader(__doc__).parse_args()
    with scratch() as folder:
        for part in ("content", "receipts", "theme"):
            shutil.copytree(ROOT / part, folder / "project" / part)
        ready, edits, idle = measure(folder / "project", folder / "cache")
    median, longest = statistics.median(edits), max(edits)
    print(
        f"ready after {ready:.1f} s; an edit {median:.2f} s (the longest {longest:.2f}); idle {100 * idle:.1f} % of a core"
    )
    if given.keep:
        keep("Serving", [f"{ready:.1f}", f"{median:.2f} ({longest:.2f})", f"{100 * idle:.1f}"])


if __name__ == "__main__":
    main()
