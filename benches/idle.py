#!/usr/bin/env python3
"""What the program costs while nobody touches it.

    cargo build --release
    python3 benches/idle.py [--seconds 600] [--hotseat PATH]

The release binary runs twice at once in pseudo-terminals with an empty data folder: on home, where
nothing moves, and in the room with a question being answered, where a clock runs. What is counted
begins ten seconds after the last key and is the kernel's own: time on a processor (schedstat) and
how often a thread went to sleep and was woken (voluntary context switches). Linux, the standard
library alone.
"""

import argparse
import fcntl
import os
import pty
import struct
import tempfile
import termios
import threading
import time
from pathlib import Path

FRAME_END = b"\x1b[?2026l"
PROJECT = Path(__file__).resolve().parents[1]


class Program:
    """The program in a pseudo-terminal, its output counted as it comes."""

    def __init__(self, path, keys):
        self.home = tempfile.TemporaryDirectory()
        home = self.home.name
        folders = {f"XDG_{name}_HOME": home for name in ("DATA", "CONFIG", "CACHE", "STATE")}
        surroundings = {"HOME": home, "TERM": "xterm-256color", "COLORTERM": "truecolor", **folders}
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.execve(path, [str(path)], surroundings)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        self.frames = self.bytes = 0
        threading.Thread(target=self.read, daemon=True).start()
        for key in keys:
            time.sleep(3)
            os.write(self.terminal, key)

    def read(self):
        while True:
            try:
                sent = os.read(self.terminal, 65536)
            except OSError:
                return
            self.frames += sent.count(FRAME_END)
            self.bytes += len(sent)

    def counted(self):
        """Milliseconds on a processor, wake-ups, frames and bytes so far."""
        nanoseconds = wake_ups = 0
        for thread in Path(f"/proc/{self.pid}/task").iterdir():
            nanoseconds += int((thread / "schedstat").read_text().split()[0])
            status = (thread / "status").read_text().splitlines()
            switches = next(line for line in status if line.startswith("voluntary_ctxt_switches"))
            wake_ups += int(switches.split()[1])
        return nanoseconds / 1e6, wake_ups, self.frames, self.bytes

    def end(self):
        os.kill(self.pid, 9)
        os.waitpid(self.pid, 0)
        self.home.cleanup()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--hotseat", type=Path, default=PROJECT / "target/release/hotseat")
    chosen = parser.parse_args()
    path = chosen.hotseat.resolve()
    programs = {"home": Program(path, []), "the room, a clock running": Program(path, [b"u", b"\r"])}
    time.sleep(10)
    before = {name: program.counted() for name, program in programs.items()}
    time.sleep(chosen.seconds)
    print(f"| {chosen.seconds} s | processor, ms | wake-ups | frames | bytes |")
    print("|---|--:|--:|--:|--:|")
    for name, program in programs.items():
        spent, *counts = (now - then for now, then in zip(program.counted(), before[name]))
        print(f"| {name} | {spent:.1f} | " + " | ".join(map(str, counts)) + " |")
        program.end()


if __name__ == "__main__":
    main()
