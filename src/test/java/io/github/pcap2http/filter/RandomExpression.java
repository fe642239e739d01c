package io.github.pcap2http.filter;

import java.util.Random;

/** Expressions that follow the grammar, and mostly mean something: names and numbers are those of {@link RandomPackets}. */
final class RandomExpression {
    private final Random random;

    RandomExpression(Random random) {
        this.random = random;
    }

    String next() {
        String all = chance(20) ? "geneve" + optional(" " + any("5", "0x7", "(5)")) + " and " + flat() : terms(random.nextInt(4), true);
        return chance(30) ? all.replace(" and ", " && ").replace(" or ", "||").replace("not ", "!") : all;
    }

    /** Behind Geneve all must match: libpcap leaves it undefined where the inner headers are when there is no Geneve. */
    private String flat() {
        return terms(random.nextInt(2), true).replace(" or ", " and ").replace("not ", "").replace("!", "");
    }

    private String terms(int depth, boolean tunnels) {
        String all = term(depth, tunnels);
        for (int more = random.nextInt(3); more > 0; more--) {
            all += any(" and ", " or ") + (chance(3) ? inherited() : term(depth, tunnels));
        }
        return all;
    }

    private String term(int depth, boolean tunnels) {
        if (depth > 0 && chance(4)) return "(" + terms(depth - 1, tunnels) + ")";
        if (chance(6)) return "not " + term(depth, tunnels);
        return switch (random.nextInt(tunnels ? 12 : 10)) {
            case 0, 1 -> address();
            case 2, 3 -> ports();
            case 4 -> protocol();
            case 5 -> protocolNumber();
            case 6 -> relation();
            case 7 -> ethernet();
            case 8 -> other();
            case 9 -> relation();
            case 10 -> chance(3) ? tunnel() : protocol();
            default -> chance(4) ? wlan() : ports();
        };
    }

    private String inherited() {
        String item = any("10.0.0.1", "192.0.2.1", "80", "443", "2001:db8::1", "10.0", "00:00:5e:00:53:01", "17", "\\tcp", "\\ip", "8000-8080", "(80 or 443)",
            "(10.0.0.1 or 10.0.0.2)", "not 80", "not 10.0.0.1", "(443)", "(not 80 and (53 or 443))", "http", "((80) or 53)", "!(80 or 53)");
        return item;
    }

    private String direction() {
        return any("", "", "src ", "dst ", "src or dst ", "src and dst ", "dst or src ", "dst and src ");
    }

    private String address() {
        String protocol = any("", "", "", "ip ", "ip6 ", "arp ", "rarp ", chance(10) ? "tcp " : "");
        boolean ip6 = protocol.startsWith("ip6") || protocol.isEmpty() && chance(4);
        if (ip6) {
            String host = any("2001:db8::1", "2001:db8::2", "fe80::1", "::1", "::ffff:10.0.0.1", "2001:0db8:0:0:0:0:0:1");
            String net = any("2001:db8::/32", "fe80::/10", "2001:db8::1/128", "::/0", "2001:db8::/127", "2001:db8:8000::/33");
            return protocol + (chance(2) ? direction() + "host " + host : chance(2) ? direction() + "net " + net : any("src ", "dst ") + host);
        }
        String host = any("10.0.0.1", "10.0.0.2", "192.0.2.1", "224.0.0.1", "10.0", "0", "10.0.0", "167772161");
        String net = any("10.0.0.0/8", "10.0.0.0/24", "192.0.2", "10", "10.0", "10.0.0.1/32", "0.0.0.0/0", "10.0.0.0 mask 255.255.255.0",
            "192.0.2.0/25", "10.0.0 mask 255.255.255", "224.0.0.0/4", "192.0.2.1/24");
        return protocol + (chance(2) ? direction() + "host " + host : chance(2) ? direction() + "net " + net : any("src ", "dst ", "src or dst ") + host);
    }

    private String ports() {
        String protocol = any("", "", "tcp ", "udp ", "sctp ", chance(10) ? "ip " : "");
        String one = any("80", "443", "53", "8080", "0x50", "0120", "http", "domain", "(80)", "(80 or 443)", "(not 80)", chance(8) ? "65536" : "80", "ntp");
        String range = any("80-443", "443-80", "8000-9000", "53", "80-80", "http-https");
        return protocol + direction() + (chance(3) ? "portrange " + range : "port " + one);
    }

    private String protocol() {
        return any("ip", "ip6", "arp", "rarp", "tcp", "udp", "sctp", "icmp", "icmp6", "igmp", "ah", "esp", "pim", "vrrp", "carp", "igrp", "iso", "stp", "ipx",
            "netbeui", "atalk", "aarp", "decnet", "lat", "sca", "moprc", "mopdl", "esis", "isis", "clnp", "l1", "l2", "iih", "lsp", "snp", "csnp", "psnp",
            chance(9) ? "radio" : "ip", chance(9) ? "ether" : "tcp");
    }

    private String protocolNumber() {
        return switch (random.nextInt(7)) {
            case 0 -> any("ip ", "ip6 ", "") + "proto " + any("6", "17", "\\tcp", "\\udp", "132", "47", "gre", "ospf", "0", "300", "44", "(6 or 17)");
            case 1 -> any("ether ", "link ") + "proto " + any("\\ip", "\\ip6", "\\arp", "0x800", "0x86dd", "0x8100", "\\stp", "\\iso", "\\ipx", "5", "0xaa",
                "\\atalk", "1501", "1500", "0", "\\loopback");
            case 2 -> any("ip ", "ip6 ", "") + "protochain " + any("6", "17", "\\tcp", "58", "44", "60");
            case 3 -> "iso proto " + any("0x83", "\\esis", "\\clnp", "\\isis");
            case 4 -> any("ip ", "ip6 ", "ether ", "") + any("multicast", "multicast", "broadcast");
            case 5 -> any("tcp", "arp", "isis", "ip") + " proto " + any("6", "15");
            default -> any("tcp", "udp");
        };
    }

    private String ethernet() {
        String mac = any("00:00:5e:00:53:01", "00:00:5e:00:53:02", "00-00-5e-00-53-01", "0.0.5e.0.53.1", "0000.5e00.5301", "00005e005301", "ff:ff:ff:ff:ff:ff");
        return any("ether ", "link ", "wlan ") + any("host ", "src ", "dst ", "src host ", "dst host ", "src or dst host ", "src and dst ",
            any("addr1 ", "addr2 ", "addr3 ", "addr4 ", "ra ", "ta ")) + mac;
    }

    private String wlan() {
        return any("", "", "wlan ") + any("type mgt", "type data", "type ctl", "type 8", "type mgt subtype beacon", "type data subtype qos-data",
            "subtype beacon", "subtype ack", "subtype qos", "dir tods", "dir fromds", "dir dstods", "dir nods", "dir 1", "type ctl subtype 0xd0");
    }

    private String tunnel() {
        String number = any("", "", " 5", " 0x64", " (5)", chance(8) ? " 99999999" : "");
        return any("vlan", "vlan", "mpls", "pppoes", "pppoed") .concat(number).replaceFirst("(pppoed).*", "$1");
    }

    private String other() {
        return any("len > 60", "less 60", "greater 60", "len <= 40", "byte 0 = 69", "byte 12 < 9", "byte 9 > 5", "broadcast", "multicast", "ether broadcast",
            "ether multicast", "ip multicast", "ip6 multicast", "llc", "llc i", "llc s", "llc u", "llc ui", "llc rr", "llc rnr", "llc test", "llc xid",
            "inbound", "outbound", "ifindex 3", "ether[0] & 1 != 0", "tcp[tcpflags] & (tcp-syn|tcp-fin) != 0", "icmp[icmptype] = icmp-echo",
            "icmp6[icmp6type] = icmp6-neighborsolicit", "tcp port 80 and (((ip[2:2] - ((ip[0]&0xf)<<2)) - ((tcp[12]&0xf0)>>2)) != 0)",
            chance(6) ? "gateway 10.0.0.1" : "tcp", chance(9) ? "ip broadcast" : "udp");
    }

    private String relation() {
        return value(2) + any(" = ", " == ", " != ", " > ", " < ", " >= ", " <= ") + value(2);
    }

    private String value(int depth) {
        if (depth == 0 || chance(4)) return number();
        return switch (random.nextInt(7)) {
            case 0 -> "len";
            case 1, 2, 3 -> load(depth - 1);
            case 4 -> "(" + value(depth - 1) + ")";
            case 5 -> chance(4) ? "-" + number() : number();
            default -> chance(3) ? value(depth - 1) + any(" / ", " % ") + any("2", "3", "len", load(0), chance(9) ? "0" : "7")
                : chance(3) ? value(depth - 1) + any(" << ", " >> ") + any("1", "4", load(0), chance(9) ? "32" : "31")
                : value(depth - 1) + any(" + ", " - ", " * ", " & ", " | ", " ^ ") + value(depth - 1);
        };
    }

    private String load(int depth) {
        String protocol = any("ip", "ip", "ip6", "tcp", "tcp", "udp", "icmp", "icmp6", "ether", "link", "arp", "sctp", "igmp", "vrrp", "radio", chance(9) ? "ah" : "ip");
        return protocol + "[" + (depth > 0 && chance(4) ? value(depth - 1) : number()) + any("", "", ":1", ":2", ":4", chance(12) ? ":3" : "") + "]";
    }

    private String number() {
        return any("0", "1", "2", "6", "9", "12", "13", "16", "20", "0x45", "255", "0x0800", "80", "4294967295", "0x10", "64", "65535", "tcp-syn", "0x80000000");
    }

    private String optional(String text) {
        return chance(2) ? text : "";
    }

    private boolean chance(int in) {
        return random.nextInt(in) == 0;
    }

    private String any(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
