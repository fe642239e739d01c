#!/usr/bin/env python3
"""Writes captures that want more of a reader than it should give: time, memory, disk. Deterministic.

    hostile.py KIND FILE [COUNT]      FILE '-' is standard output; COUNT makes it smaller or larger

Each kind's function says what is in it, and what is right.
"""
import struct
import sys
import zlib

CLIENT, SERVER = 0, 1
MSS = 60_000   # as offload makes segments: fewer packets for as many bytes


class Capture:
    """A pcap of raw IPv4 packets, a microsecond apart."""

    def __init__(self, out):
        self.out = out
        self.time = 1_700_000_000_000_000
        out.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 101))

    def packet(self, source, destination, sport, dport, seq, ack, flags, data=b"", step=1):
        self.time += step
        length = 40 + len(data)
        self.out.write(struct.pack("<IIII", self.time // 1_000_000, self.time % 1_000_000, length, length)
                       + struct.pack(">BBHHHBBHII", 0x45, 0, length, 0, 0x4000, 64, 6, 0, source, destination)
                       + struct.pack(">HHIIBBHHH", sport, dport, seq & 0xFFFFFFFF, ack & 0xFFFFFFFF, 0x50, flags, 65535, 0, 0) + data)


class Connection:
    """One connection, opened by its first packet. Each side's bytes come in order unless they are skipped."""

    def __init__(self, capture, client=0x0A000001, port=40000, server=0x0A000002, handshake=True):
        self.capture, self.ends = capture, ((client, port), (server, 80))
        self.seq = [1, 1]
        if handshake:
            self.send(CLIENT, flags=0x02, seq=0)
            self.send(SERVER, flags=0x12, seq=0)
            self.send(CLIENT)

    def send(self, side, data=b"", flags=0x10, seq=None):
        (source, sport), (destination, dport) = self.ends[side], self.ends[1 - side]
        at = self.seq[side] if seq is None else seq
        ack = self.seq[1 - side] if flags & 0x10 else 0
        self.capture.packet(source, destination, sport, dport, at, ack, flags, data)
        if seq is None:
            self.seq[side] += len(data)

    def stream(self, side, pieces):
        """Sends pieces of any length; the peer acknowledges now and then."""
        for count, piece in enumerate(pieces):
            for at in range(0, len(piece), MSS):
                self.send(side, piece[at:at + MSS], 0x18)
            if count % 16 == 15:
                self.send(1 - side)
        self.send(1 - side)

    def close(self):
        for side in (CLIENT, SERVER):
            self.send(side, flags=0x11)
            self.seq[side] += 1
        self.send(CLIENT)


def request(path="/", more=""):
    return f"GET {path} HTTP/1.1\r\nHost: h.test\r\n{more}\r\n".encode()


def half_open(capture, count=1_000_000):
    """SYNs that nobody answers, each from another address and port: no exchange but connect-unanswered ones, summed up."""
    for i in range(count):
        capture.packet(0x0B000000 + i // 50000, 0x0A000002, 1024 + i % 50000, 80, i * 7919, 0, 0x02)


def idle(capture, count=200_000):
    """Connections that are opened, send half a head, and stay so."""
    for i in range(count):
        one = Connection(capture, 0x0B000000 + i // 50000, 1024 + i % 50000)
        one.send(CLIENT, b"GET /%d HTTP/1.1\r\nHost: h.t" % i, 0x18)


def out_of_order(capture, count=200_000):
    """On each connection one segment whose predecessor is missing: each gives an exchange without a beginning, or nothing."""
    for i in range(count):
        one = Connection(capture, 0x0B000000 + i // 50000, 1024 + i % 50000)
        one.send(CLIENT, b"x" * 1000, 0x18, seq=2000)


def pipelined(capture, count=1_000_000):
    """A million requests on one connection before the first answer, then all answers: what waits beyond the limit is reported without."""
    one = Connection(capture)
    one.stream(CLIENT, (b"".join(request("/%d" % i) for i in range(at, min(at + 1000, count))) for at in range(0, count, 1000)))
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
    one.stream(SERVER, (answer * min(1000, count - at) for at in range(0, count, 1000)))
    one.close()


def serial(capture, count=1_000_000):
    """A million requests on one connection, one after the other: as many exchanges."""
    one = Connection(capture)
    for i in range(count):
        one.send(CLIENT, request("/%d" % i), 0x18)
        one.send(SERVER, b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", 0x18)
    one.close()


BLOCK = bytes((i * 7 + (i >> 8)) & 0xFF for i in range(1_000_000))


def long_body(capture, count=5000):
    """A body of as many megabytes, with a Content-Length: one exchange, its size right, the beginning of the body kept."""
    one = Connection(capture)
    one.send(CLIENT, request("/long"), 0x18)
    one.send(SERVER, b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % (count * len(BLOCK)), 0x18)
    one.stream(SERVER, (BLOCK for _ in range(count)))
    one.close()


def chunked_body(capture, count=5000):
    """The same in chunks."""
    one = Connection(capture)
    one.send(CLIENT, request("/chunked"), 0x18)
    one.send(SERVER, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", 0x18)
    one.stream(SERVER, (b"%x\r\n%s\r\n" % (len(BLOCK), BLOCK) for _ in range(count)))
    one.send(SERVER, b"0\r\n\r\n", 0x18)
    one.close()


def text_body(capture, count=60):
    """A text of as many megabytes, which is kept whole below the limit."""
    one = Connection(capture)
    line = b"The quick brown fox says \"hello\" \xe2\x82\xac\n" * 25000
    one.send(CLIENT, request("/text"), 0x18)
    one.send(SERVER, b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n" % (count * len(line)), 0x18)
    one.stream(SERVER, (line for _ in range(count)))
    one.close()


def many_bodies(capture, count=2000):
    """As many connections that receive 1 MB at the same time, 10 kB each in turn, all at the limit of what is on the way."""
    all_of_them = [Connection(capture, 0x0B000000 + i // 50000, 1024 + i % 50000) for i in range(count)]
    for i, one in enumerate(all_of_them):
        one.send(CLIENT, request("/%d" % i), 0x18)
        one.send(SERVER, b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", 0x18)
    for at in range(0, 1_000_000, 10_000):
        for one in all_of_them:
            one.send(SERVER, BLOCK[at:at + 10_000], 0x18)
    for one in all_of_them:
        one.send(CLIENT)
        one.close()


def gzip_bomb(capture, count=5000):
    """As many megabytes of zeros in gzip, a thousandth of it on the wire."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    coded = b"".join(packer.compress(bytes(1_000_000)) for _ in range(count)) + packer.flush()
    one = Connection(capture)
    one.send(CLIENT, request("/bomb"), 0x18)
    one.send(SERVER, b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(coded), 0x18)
    one.stream(SERVER, [coded])
    one.close()


def jump(capture, count=1000):
    """On each connection a response whose body's sequence numbers jump by 2 GB, and a segment of another time; the rest is in order."""
    for i in range(count):
        one = Connection(capture, 0x0B000000 + i // 50000, 1024 + i % 50000)
        one.send(CLIENT, request("/%d" % i), 0x18)
        one.send(SERVER, b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", 0x18)
        one.send(SERVER, b"far away", 0x18, seq=one.seq[SERVER] + 0x7FFFFFFF)
        one.send(SERVER, b"ok", 0x18)
        one.close()


def head_bomb(capture, count=300):
    """On each connection a head of a megabyte that does not end: one long field, then a hundred thousand short ones."""
    for i in range(count):
        one = Connection(capture, 0x0B000000, 1024 + i)
        field = b"X: " + b"y" * 1_000_000 if i % 2 else b"a: b\r\n" * 170_000
        one.stream(CLIENT, [b"GET / HTTP/1.1\r\nHost: h.test\r\n" + field])


def collide(capture, count=200_000):
    """Addresses and ports chosen so that simple hashes of them are all alike: as many exchanges."""
    for i in range(count):
        low = i & 0x7FFF
        high = i >> 15
        client = 0x0B000000 + (high << 16) + low
        one = Connection(capture, client, 1024 + ((low * 31) & 0x7FFF), 0x0A000000 + (0xFFFF - low), handshake=False)
        one.send(CLIENT, request("/%d" % i), 0x18)
        one.send(SERVER, b"HTTP/1.1 204 No\r\n\r\n", 0x18)


def lossy(capture, count=2000):
    """Connections whose second response segment is never captured nor acknowledged, and 60 kB of what follows is: all wait for it."""
    for i in range(count):
        one = Connection(capture, 0x0B000000, 1024 + i)
        one.send(CLIENT, request("/%d" % i), 0x18)
        one.send(SERVER, b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", 0x18)
        one.send(SERVER, BLOCK[:60_000], 0x18, seq=one.seq[SERVER] + 1000)


KINDS = {f.__name__: f for f in (half_open, idle, out_of_order, pipelined, serial, long_body, chunked_body, text_body, many_bodies,
                                 gzip_bomb, jump, head_bomb, collide, lossy)}


def main():
    if len(sys.argv) not in (3, 4) or sys.argv[1] not in KINDS:
        sys.exit(__doc__ + "\n" + "\n".join(f"{name:14}{f.__doc__}" for name, f in KINDS.items()))
    with open(sys.stdout.fileno() if sys.argv[2] == "-" else sys.argv[2], "wb", buffering=1 << 20) as out:
        KINDS[sys.argv[1]](Capture(out), *map(int, sys.argv[3:]))


if __name__ == "__main__":
    main()
