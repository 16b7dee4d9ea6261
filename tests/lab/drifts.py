"""Drifts planted in what the big world serves, and the finding that each must give.

The YAML is never touched.  A drift is an edit of one record set (or name) of one zone on NSD, Knot or both; a
finding is expected from every name server of the zone that runs the edited program.  Rows with the
reason None change what is served and are no drift.
"""

from collections.abc import Callable
from dataclasses import dataclass

from . import octodns_zones as octodns
from .moj import Edits, Moj, declared
from .octodns_zones import Content, owner_name

PROGRAMS = ("nsd", "knot")
Edit = Callable[[Content, str, str], None]


@dataclass(frozen=True)
class Drift:
    """One edit: where, what, and the reason code that every server of @programs must be given."""

    zone: str
    owner: str
    type: str
    edit: Edit
    reason: str | None
    programs: tuple[str, ...] = PROGRAMS


@dataclass(frozen=True, order=True)
class Finding:
    """What a check must report, no more and no less."""

    zone: str
    name: str
    type: str
    address: str
    reason: str


def serve(*values: str) -> Edit:
    """Other data, the same TTL."""

    def edit(content: Content, name: str, rdtype: str) -> None:
        content[name, rdtype] = (content[name, rdtype][0], values)

    return edit


def add(value: str) -> Edit:
    def edit(content: Content, name: str, rdtype: str) -> None:
        ttl, values = content[name, rdtype]
        content[name, rdtype] = (ttl, (*values, value))

    return edit


def lose(part: str) -> Edit:
    """Without the value that holds the part."""

    def edit(content: Content, name: str, rdtype: str) -> None:
        ttl, values = content[name, rdtype]
        left = tuple(value for value in values if part not in value)
        assert len(left) == len(values) - 1, (name, part)
        content[name, rdtype] = (ttl, left)

    return edit


def swap(part: str, other: str) -> Edit:
    """One piece of text for another, in whichever values hold it."""

    def edit(content: Content, name: str, rdtype: str) -> None:
        ttl, values = content[name, rdtype]
        assert any(part in value for value in values), (name, part)
        content[name, rdtype] = (ttl, tuple(value.replace(part, other) for value in values))

    return edit


def ttl(seconds: int) -> Edit:
    def edit(content: Content, name: str, rdtype: str) -> None:
        content[name, rdtype] = (seconds, content[name, rdtype][1])

    return edit


def gone(content: Content, name: str, rdtype: str) -> None:
    """The record set is not there."""
    del content[name, rdtype]


def instead(rdtype: str, *values: str) -> Edit:
    """The name holds another type, and nothing else."""

    def edit(content: Content, name: str, _: str) -> None:
        for key in [key for key in content if key[0] == name]:
            del content[key]
        content[name, rdtype] = (300, values)

    return edit


def beside(owner: str, rdtype: str, *values: str, then: Edit | None = None) -> Edit:
    """Another record set, relative to the name's zone, besides what the edit does."""

    def edit(content: Content, name: str, own: str) -> None:
        apex = next(key[0] for key in content if key[1] == "SOA")
        content[owner_name(owner, apex), rdtype] = (300, values)
        if then:
            then(content, name, own)

    return edit


def split(size: int) -> Edit:
    """The same text in chunks of another size."""

    def edit(content: Content, name: str, rdtype: str) -> None:
        seconds, values = content[name, rdtype]
        content[name, rdtype] = (seconds, tuple(octodns.chunks(octodns.joined(value), size) for value in values))

    return edit


def retext(part: bytes, other: bytes) -> Edit:
    """Other text in a TXT record, whatever its chunks."""

    def edit(content: Content, name: str, rdtype: str) -> None:
        seconds, values = content[name, rdtype]
        texts = [octodns.joined(value) for value in values]
        assert any(part in text for text in texts), (name, part)
        content[name, rdtype] = (seconds, tuple(octodns.chunks(text.replace(part, other)) for text in texts))

    return edit


def reverse(content: Content, name: str, rdtype: str) -> None:
    """The same records in the opposite order."""
    seconds, values = content[name, rdtype]
    content[name, rdtype] = (seconds, values[::-1])


def upper(content: Content, name: str, rdtype: str) -> None:
    """The same target in capital letters."""
    seconds, values = content[name, rdtype]
    content[name, rdtype] = (seconds, tuple(value.upper() for value in values))


IMA = "ima-citizensrights.org.uk."
CJIT = "cjit.gov.uk."
JUDICIARY = "judiciary.gov.uk."
DSD = "dsd.io."
YJB = "yjb.gov.uk."
HMIP = "hmiprisons.gov.uk."
SERVICE = "service.justice.gov.uk."
JUSTICE = "justice.gov.uk."
DIGITAL = "digital.justice.gov.uk."
KNOT = ("knot",)
NSD = ("nsd",)

DRIFTS = [
    # other data
    Drift(CJIT, "feedback", "A", serve("212.140.220.8"), "rrset-differs"),
    Drift(IMA, "survey", "CNAME", serve("imacitizensrights.limequery.com."), "rrset-differs"),
    Drift(IMA, "", "MX", swap("0 ima", "10 ima"), "rrset-differs"),
    Drift(HMIP, "_sip._tls.devl", "SRV", swap(" 443 ", " 5061 "), "rrset-differs"),
    Drift("mojfax.com.", "", "CAA", swap("0 issue ", "128 issue "), "rrset-differs"),
    Drift("mojfax.com.", "", "MX", serve("0 mail.mojfax.com."), "rrset-differs"),
    Drift("2.149.51.in-addr.arpa.", "253", "PTR", serve("51-149-2-254.in-addr.justice.gov.uk."), "rrset-differs"),
    Drift("trackmycrime.com.", "", "TXT", serve('"v=spf1 ~all"'), "rrset-differs"),
    Drift(IMA, "_mta-sts", "TXT", retext(b"id=", b"ID="), "rrset-differs"),
    Drift(IMA, "", "A", swap("141.193.213.21", "141.193.213.22"), "rrset-differs"),
    Drift(JUSTICE, "#civilmediation", "A", serve("92.63.139.213"), "rrset-differs"),
    Drift("lawcommission.gov.uk.", "129688", "CNAME", serve("sendgrid.com."), "rrset-differs"),
    # NS of the zone itself and of delegations
    Drift("sifocc.org.uk.", "", "NS", swap("ns-698.awsdns-23.net.", "ns-699.awsdns-23.net."), "rrset-differs"),
    Drift(DSD, "pub", "NS", swap("ns-1375.awsdns-43.org.", "ns-1376.awsdns-43.org."), "rrset-differs"),
    Drift(DSD, "intra", "NS", lose("ns-143.awsdns-17.com."), "rrset-missing"),
    Drift(DSD, "hmpps", "NS", ttl(301), "ttl-differs"),
    Drift(YJB, "yjaf", "NS", gone, "nxdomain"),
    # one value too few
    Drift(IMA, "www", "A", lose("141.193.213.20"), "rrset-missing"),
    Drift(DIGITAL, "_amazonses", "TXT", lose("T7nQBpTxkkCBCwuvDRmC4BcVq"), "rrset-missing"),
    Drift("hmppsinsights.co.uk.", "", "MX", lose("mx30."), "rrset-missing"),
    Drift("ministryofjustice.net.", "", "NS", lose("ns-810.awsdns-37.net."), "rrset-missing"),
    # one value too many
    Drift(CJIT, "td", "A", add("203.0.113.9"), "rrset-unexpected"),
    Drift(HMIP, "", "TXT", add('"v=verify-me"'), "rrset-unexpected"),
    Drift(YJB, "communications", "MX", add("50 backup.e-shot.org."), "rrset-unexpected"),
    # TTL
    Drift(CJIT, "cmdb", "A", ttl(601), "ttl-differs"),
    Drift(CJIT, "www", "CNAME", ttl(0), "ttl-differs"),
    Drift(JUDICIARY, "", "TXT", ttl(86400), "ttl-differs"),
    Drift("dutysolicitors.org.", "", "NS", ttl(3600), "ttl-differs"),
    # another type in its place
    Drift(CJIT, "vipportal", "A", instead("CNAME", "vip.example.net."), "type-differs"),
    Drift(YJB, "ukcloud", "A", instead("CNAME", "www.yjb.gov.uk."), "type-differs"),
    Drift(IMA, "_dmarc.newsletter", "TXT", instead("CNAME", "_dmarc.e-shot.org."), "type-differs"),
    # the name is not there
    Drift(CJIT, "viptraining", "A", gone, "nxdomain"),
    Drift(IMA, "em5374", "CNAME", gone, "nxdomain"),
    Drift("2.149.51.in-addr.arpa.", "13", "PTR", gone, "nxdomain"),
    Drift(HMIP, "_sipfederationtls._tcp.nle", "SRV", gone, "nxdomain"),
    # the name is there, the record set is not
    Drift(JUDICIARY, "judicialcollege", "TXT", gone, "nodata"),
    Drift(YJB, "yjaf-smtp", "MX", gone, "nodata"),
    Drift("hmiprobation.gov.uk.", "", "MX", gone, "nodata"),
    Drift(IMA, "k2._domainkey", "CNAME", instead("TXT", '"v=DKIM1; p="'), "nodata"),
    Drift(YJB, "y2a", "A", gone, "nodata"),  # there are names below it
    # wildcards
    Drift("court-service.net.", "*._domainkey", "TXT", gone, "nxdomain"),
    Drift(SERVICE, "*.jaiu-tools-beta", "A", serve("20.26.96.24"), "rrset-differs"),
    Drift(JUDICIARY, "sec", "A", gone, "nodata"),  # not the wildcard: a name below keeps it alive
    Drift(JUDICIARY, "search", "A", gone, "rrset-differs"),  # the wildcard answers instead
    Drift(DIGITAL, "mam.mobile", "A", beside("*.mobile", "A", "203.0.113.10", then=gone), "rrset-differs"),
    # TXT: text that is not the same
    Drift("govfsl.com.", "", "TXT", retext(b"MS=", b"MS ="), "rrset-differs"),
    Drift(JUSTICE, "google._domainkey.courtstore", "TXT", retext(b'""', b""), "rrset-differs"),
    Drift(SERVICE, "dkim2048._domainkey.recruitment", "TXT", retext(b"; ", b"\\; "), "rrset-differs"),
    # one server of two is stale
    Drift("hmppsinsights.co.uk.", "ftp", "A", serve("35.246.112.125"), "rrset-differs", KNOT),
    Drift("hmppsinsights.co.uk.", "ssh", "A", gone, "nxdomain", KNOT),
    Drift("hmppsinsights.co.uk.", "mail", "A", ttl(3600), "ttl-differs", KNOT),
    Drift(DIGITAL, "psn", "A", gone, "nxdomain", NSD),
    Drift("g.justice.gov.uk.", "", "MX", lose("10 aspmx2"), "rrset-missing", KNOT),
    # no drift: the same by the rules of DNS
    Drift(JUSTICE, "s1._domainkey.cjsm.secure-email.ppud", "TXT", split(100), None),
    Drift(SERVICE, "courttran._domainkey.court-transcription", "TXT", split(1), None),
    Drift("sentencing-council.uk.", "", "TXT", split(3), None),
    Drift(JUDICIARY, "www", "CNAME", upper, None),
    Drift("moj.org.uk.", "", "NS", upper, None),
    Drift(YJB, "_amazonses", "TXT", reverse, None),
    Drift("financeandtaxtribunals.gov.uk.", "", "NS", reverse, None),
    Drift("ccrc.gov.uk.", "sslvpn", "A", beside("new", "A", "203.0.113.11"), None),
    Drift("ccrc.gov.uk.", "", "TXT", beside("*", "TXT", '"anything"'), None),
    # no drift: what the provider computes cannot be known from the file
    Drift("cica.gov.uk.", "www", octodns.ALIAS, serve("203.0.113.12"), None),
    Drift("cica.gov.uk.", "mta-sts", octodns.ALIAS, gone, None),
]

# A name server that is dead, or does not have its zone, and the reason of everything that is asked of it.
SILENT = "ns-834.awsdns-40.net."  # uknpm.org alone
CLOSED = "ns-1369.awsdns-43.org."  # trackmycrime.info alone
REFUSED = ("webchat.justice.gov.uk.", "nsd")
BROKEN = ("lawcommission.uk.", "knot")
UNKNOWN = {"timeout", "connection-refused", "refused", "servfail"}


def edits() -> Edits:
    """All drifts, as the big world serves them."""
    made = Edits(silent={SILENT}, closed={CLOSED}, refused={REFUSED}, broken={BROKEN})
    zones = declared()
    for drift in DRIFTS:
        entries = zones[drift.zone]
        served = made.content.setdefault(drift.zone, {})
        for program in drift.programs:
            content = served.setdefault(program, octodns.content(drift.zone, entries))
            before = dict(content)
            drift.edit(content, owner_name(drift.owner, drift.zone), octodns.served_type(drift.type))
            assert content != before, drift
    return made


def _dead(world: Moj) -> dict[tuple[str, str], str]:
    """(zone, address) to the reason of all its findings."""
    found = {}
    for zone, servers in world.servers.items():
        for server in servers:
            for name, reason in ((SILENT, "timeout"), (CLOSED, "connection-refused")):
                if server.name == name:
                    found[zone, server.address] = reason
            for place, reason in ((REFUSED, "refused"), (BROKEN, "servfail")):
                if (zone, server.program) == place:
                    found[zone, server.address] = reason
    return found


def findings(world: Moj) -> set[Finding]:
    """What a check of the files must report of a world with edits()."""
    found = set()
    for drift in DRIFTS:
        for server in world.servers[drift.zone]:
            if drift.reason and server.program in drift.programs:
                name = owner_name(drift.owner, drift.zone)
                found.add(Finding(drift.zone, name, drift.type, server.address, drift.reason))
    for (zone, address), reason in _dead(world).items():
        skipped = {entry for entry, _ in octodns.unknowable(world.zones[zone])}
        for entry in world.zones[zone]:
            if entry not in skipped:
                found.add(Finding(zone, owner_name(entry.owner, zone), entry.type, address, reason))
    return found
