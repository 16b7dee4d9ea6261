"""Keeps a world up for work by hand: PYTHONPATH=tests python3 -m lab demo|moj|drifts"""

import signal
import sys

from . import drifts
from .demo import demo
from .moj import moj

WORLDS = {"demo": demo, "moj": moj, "drifts": lambda: moj(drifts.edits())}


def main() -> None:
    if len(sys.argv) != 2 or sys.argv[1] not in WORLDS:
        sys.exit(f"usage: python3 -m lab {'|'.join(WORLDS)}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with WORLDS[sys.argv[1]]() as world:
        print(f"port {world.port}\nroot hints {world.hints}")
        for name, server in world.lab.servers.items():
            more = f" and {len(server.addresses) - 2} more" if len(server.addresses) > 2 else ""
            print(f"{name:10} {type(server).__name__:8} {' '.join(server.addresses[:2])}{more}")
        print("ends with Ctrl-C", flush=True)
        try:
            signal.pause()
        except KeyboardInterrupt:
            pass


if __name__ == "__main__":
    main()
