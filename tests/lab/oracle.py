"""What a check must find, worked out with dnspython: asks the name servers of a zone for each declared record set."""

import socket

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.query
import dns.rcode
import dns.rdata
import dns.rdatatype
import dns.rrset

from . import octodns_zones as octodns
from .drifts import Finding
from .moj import Moj, NameServer
from .octodns_zones import Entry, owner_name

SECONDS = 0.3
RCODES = {dns.rcode.REFUSED: "refused", dns.rcode.SERVFAIL: "servfail", dns.rcode.NXDOMAIN: "nxdomain"}


def _key(rdata: dns.rdata.Rdata) -> object:
    """Equal for rdata that is the same: names without case, TXT without chunks."""
    return b"".join(rdata.strings) if rdata.rdtype == dns.rdatatype.TXT else rdata.to_digestable()


def _declared(entry: Entry) -> set:
    return {_key(dns.rdata.from_text("IN", entry.type, value)) for value in entry.values}


def _ask(name: str, rdtype: str, address: str, port: int) -> dns.message.Message | str:
    """The answer, or the reason why there is none."""
    question = dns.message.make_query(name, rdtype, flags=0, use_edns=0, payload=1232)
    try:
        answer = dns.query.udp(question, address, timeout=SECONDS, port=port)
        if answer.flags & dns.flags.TC:
            answer = dns.query.tcp(question, address, timeout=5, port=port)
        return answer
    except dns.exception.Timeout:
        with socket.socket() as probe:  # only TCP tells a port where nothing listens
            return "connection-refused" if probe.connect_ex((address, port)) else "timeout"


def _find(section: list[dns.rrset.RRset], name: dns.name.Name, rdtype: str) -> dns.rrset.RRset | None:
    kind = dns.rdatatype.from_text(rdtype)
    return next((rrset for rrset in section if rrset.name == name and rrset.rdtype == kind), None)


def _compare(entry: Entry, rrset: dns.rrset.RRset) -> str | None:
    served, declared = {_key(rdata) for rdata in rrset}, _declared(entry)
    if served != declared:
        if served < declared:
            return "rrset-missing"
        return "rrset-unexpected" if served > declared else "rrset-differs"
    return None if rrset.ttl == entry.ttl else "ttl-differs"


def reason(entry: Entry, zone: str, server: NameServer, port: int) -> str | None:
    """The reason code for one record set at one server; None when it is as declared."""
    name = owner_name(entry.owner, zone)
    answer = _ask(name, entry.type, server.address, port)
    if isinstance(answer, str):
        return answer
    if answer.rcode() in RCODES:
        return RCODES[answer.rcode()]
    qname, is_delegation = dns.name.from_text(name), entry.type == "NS" and bool(entry.owner)
    section = answer.authority if is_delegation else answer.answer
    rrset = _find(section, qname, entry.type)
    if rrset:
        return _compare(entry, rrset)
    return "type-differs" if _find(answer.answer, qname, "CNAME") else "nodata"


def judge(world: Moj, zones: list[str], servers: slice) -> set[Finding]:
    """Findings of these zones at a slice of each zone's name servers."""
    found = set()
    for zone in zones:
        unseen = {entry for entry, _ in octodns.unknowable(world.zones[zone])}
        for entry in world.zones[zone]:
            for server in world.servers[zone][servers]:
                code = None if entry in unseen else reason(entry, zone, server, world.port)
                if code:
                    found.add(Finding(zone, owner_name(entry.owner, zone), entry.type, server.address, code))
    return found
