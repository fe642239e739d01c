package io.github.pcap2http.run;

import io.github.pcap2http.capture.LinkType;
import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.flow.FlowCounts;
import io.github.pcap2http.packet.PacketCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was in a capture and what came of it.
 *
 * @param name of the capture
 * @param packets that were read
 * @param exchanges given to the sink
 * @param summedUp failed attempts to connect that were not given one by one
 * @param damaged whether packets may be missing because bytes of the file made no sense
 * @param remarks on the file, a line for a person each
 */
public record Summary(String name, long packets, long exchanges, long summedUp, PacketCounts kinds, FlowCounts flows, boolean damaged,
                      List<String> remarks) {
    private static final int SHOWN_NAMES = 8;
    private static final Map<String, String> UNREAD = Map.of(
        "TLS", "encrypted, and TLS is not decrypted yet",
        "HTTP/2", "HTTP/2 without TLS is not read yet",
        FlowCounts.UNKNOWN, "nothing that is known by name, or captured from its middle on",
        FlowCounts.SILENT, "connections without a byte of data");

    /** @return bugs of this program that were met; each ended one connection */
    public long bugs() {
        return flows.internal();
    }

    /** @return all of it for a person, in a few lines */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(name + ": " + count(packets, "packet") + (packets == 0 ? "" : ": " + packetKinds()));
        lines.add("  " + count(flows.connections(), "TCP connection") + (flows.connections() == 0 ? "" : ": " + spoken()));
        lines.addAll(serverNames("  "));
        lines.add("  " + count(exchanges, "exchange") + (summedUp == 0 ? "" : "; " + summedUp + " failed connects are not shown one by one"));
        if (flows.unparsed() > 0) lines.add("  " + count(flows.unparsed(), "byte") + " of data that made no sense");
        flows.notes().forEach((code, count) -> lines.add("  " + code + ": " + count(count, "time") + ", " + code.meaning()));
        lines.addAll(troubles());
        return lines;
    }

    /** @return why there is no exchange, in a few lines for a person; empty when there is one */
    public List<String> whyEmpty() {
        if (exchanges > 0) return List.of();
        List<String> lines = new ArrayList<>();
        lines.add(name + ": no HTTP exchange was found");
        if (packets == 0) {
            lines.add("  the capture has no packets");
            return lines;
        }
        lines.add("  " + count(packets, "packet") + ": " + packetKinds());
        if (kinds.tcp() == 0 && kinds.udp() > 0) lines.add("  HTTP/3 would be among the UDP packets; it is not read yet");
        if (kinds.tcp() > 0) lines.add("  " + count(flows.connections(), "TCP connection") + (flows.connections() == 0 ? "" : ":"));
        flows.protocols().forEach((protocol, count) -> lines.add("    " + count + " " + protocol + because(protocol)));
        lines.addAll(serverNames("    "));
        lines.addAll(troubles());
        return lines;
    }

    /** Where the encrypted connections went: a line, or none. */
    private List<String> serverNames(String indent) {
        Map<String, Long> names = flows.serverNames();
        if (names.isEmpty()) return List.of();
        String most = names.entrySet().stream().sorted(Map.Entry.<String, Long>comparingByValue().reversed()).limit(SHOWN_NAMES)
            .map(e -> e.getValue() + " " + e.getKey()).collect(Collectors.joining(", "));
        return List.of(indent + "TLS servers: " + most + (names.size() > SHOWN_NAMES ? ", and " + (names.size() - SHOWN_NAMES) + " more" : ""));
    }

    private static String because(String protocol) {
        String why = UNREAD.get(protocol);
        return why == null ? "" : ": " + why;
    }

    /** What keeps exchanges from being found. */
    private List<String> troubles() {
        List<String> lines = new ArrayList<>();
        kinds.unknownLinks().forEach((link, count) -> lines.add("  link type " + LinkType.name(link) + " is not understood: " + count(count, "packet")));
        if (flows.oneSided() > 0) {
            lines.add("  one direction only was captured of " + count(flows.oneSided(), "connection") + "; capture where both pass");
        }
        if (kinds.cutPayloads() + kinds.snapped() > 0) {
            lines.add("  " + count(kinds.cutPayloads() + kinds.snapped(), "packet") + " captured only in part; tcpdump -s 0 takes them whole");
        }
        if (kinds.datagramsIncomplete() > 0) lines.add("  " + count(kinds.datagramsIncomplete(), "IP datagram") + " of which fragments are missing");
        if (kinds.encrypted() > 0) lines.add("  " + count(kinds.encrypted(), "frame") + " encrypted by a wireless network, which is not decrypted");
        if (kinds.esp() > 0) lines.add("  " + count(kinds.esp(), "packet") + " encrypted by IPsec, which is not decrypted");
        if (kinds.tooDeep() > 0) lines.add("  " + count(kinds.tooDeep(), "packet") + " with too many headers in each other");
        if (kinds.malformed() > 0) lines.add("  " + count(kinds.malformed(), "packet") + " with broken headers");
        if (flows.notes().containsKey(Code.INTERNAL)) lines.add("  " + count(bugs(), "connection") + " given up because of a bug in pcap2http");
        return lines;
    }

    private String packetKinds() {
        List<String> parts = new ArrayList<>();
        part(parts, kinds.tcp(), "TCP");
        part(parts, kinds.udp(), "UDP");
        part(parts, kinds.icmp(), "ICMP");
        part(parts, kinds.otherIp(), "of other IP protocols");
        part(parts, kinds.fragments(), "IP fragments");
        part(parts, kinds.notIp(), "not IP");
        part(parts, kinds.encrypted(), "encrypted wireless frames");
        part(parts, kinds.malformed() + kinds.snapped() + kinds.tooDeep(), "broken or cut short");
        part(parts, kinds.unknownLinks().values().stream().mapToLong(Long::longValue).sum(), "of unknown link types");
        return String.join(", ", parts);
    }

    private static void part(List<String> parts, long count, String what) {
        if (count > 0) parts.add(count + " " + what);
    }

    private String spoken() {
        return flows.protocols().entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).collect(Collectors.joining(", "));
    }

    private static String count(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
