"""`cutter.py PORT SERVER AFTER`: passes connections on, and cuts all after so many bytes."""

import asyncio
import os
import sys
import threading

PORT, SERVER, AFTER = (int(each) for each in sys.argv[1:])
passed = 0
over = asyncio.Event()


async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, counted: bool) -> None:
    global passed
    while data := await reader.read(65536):
        if counted:
            room = AFTER - passed if AFTER >= 0 else len(data)
            passed += min(len(data), max(room, 0))
            if room < len(data):
                writer.write(data[: max(room, 0)])
                over.set()
                return
        writer.write(data)
        await writer.drain()


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    if over.is_set():
        writer.transport.abort()
        return
    there, back = await asyncio.open_connection("127.0.0.1", SERVER)
    ways = [
        asyncio.ensure_future(pump(reader, back, True)),
        asyncio.ensure_future(pump(there, writer, False)),
        asyncio.ensure_future(over.wait()),
    ]
    await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
    for way in ways:
        way.cancel()
    for end in (writer, back):
        end.transport.abort()


def wait_for_the_end() -> None:
    sys.stdin.readline()
    print(passed, flush=True)
    os._exit(0)


async def main() -> None:
    server = await asyncio.start_server(serve, "127.0.0.1", PORT)
    print("ready", flush=True)
    threading.Thread(target=wait_for_the_end, daemon=True).start()
    await server.serve_forever()


asyncio.run(main())
