package io.github.pcap2http.capture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** All that a capture gave, copied. */
record Captured(List<Item> packets, List<String> remarks, boolean damaged, long bytesRead) {
    /** One packet. @param text its bytes, one character each */
    record Item(long frame, long nanos, int linkType, String text, long originalLength, String interfaceName) { }

    static Captured of(byte[] file) throws IOException {
        List<Item> packets = new ArrayList<>();
        try (Capture capture = Capture.open(new ByteArrayInputStream(file), "test")) {
            for (Packet p = capture.next(); p != null; p = capture.next()) {
                packets.add(new Item(p.frame(), p.nanos(), p.linkType(), p.bytes().latin1(), p.originalLength(), p.interfaceName()));
            }
            return new Captured(packets, capture.remarks(), capture.damaged(), capture.bytesRead());
        }
    }

    List<String> texts() {
        return packets.stream().map(Item::text).toList();
    }

    List<Long> nanos() {
        return packets.stream().map(Item::nanos).toList();
    }
}
