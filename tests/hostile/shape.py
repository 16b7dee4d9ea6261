"""What a shape is: a reply that no server should give, and what the program must make of it."""

from collections.abc import Callable
from dataclasses import dataclass

from server import Behaviour, Server, Stream
from wire import Query


@dataclass(frozen=True)
class Shape:
    """One label of the hostile zone.

    make gives the reply to a question, or a list of all that is sent over UDP.  Over TCP the same reply
    is sent, unless tcp tells otherwise.  check is "ok" or the reason code that the verdict must have.
    """

    label: str
    make: Callable[[Query], bytes | list]
    code: int = 0  # of a lookup
    check: str = "ok"
    text: tuple[str, ...] = ()  # parts of what a lookup prints, on either stream
    absent: tuple[str, ...] = ()  # parts that it must not print
    qtype: str = "A"
    declared: tuple[str, ...] = ("192.0.2.1",)
    tcp: Callable[[Query, Stream], None] | None = None
    at: str = "host"  # the server's address that is asked
    options: tuple[str, ...] = ()
    is_silent: bool = False  # nothing that counts comes: ask with a short timeout

    @property
    def qname(self) -> str:
        return f"{self.label}.hostile.test."

    @property
    def behaviour(self) -> Behaviour:
        return Behaviour(self._udp, self.tcp or self._tcp)

    def _udp(self, query: Query, _: Server) -> list:
        made = self.make(query)
        return made if isinstance(made, list) else [made]

    def _tcp(self, query: Query, stream: Stream) -> None:
        for item in self._udp(query, None):
            if isinstance(item, bytes):
                stream.answer(item)
