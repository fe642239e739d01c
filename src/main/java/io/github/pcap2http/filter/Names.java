package io.github.pcap2http.filter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names of services and protocols: those of this machine where it has a list, else the usual ones. Read when the first is asked for. */
final class Names {
    private static final Path SERVICES = Path.of("/etc/services");
    private static final Path PROTOCOLS = Path.of("/etc/protocols");
    private static final long LONGEST_FILE = 4 << 20;   // bytes

    private static final String USUAL_SERVICES = """
        ftp-data 20/tcp
        ftp 21/tcp
        ssh 22/tcp
        telnet 23/tcp
        smtp 25/tcp mail
        time 37/tcp
        time 37/udp
        domain 53/tcp
        domain 53/udp
        bootps 67/udp
        bootpc 68/udp
        tftp 69/udp
        http 80/tcp www
        kerberos 88/tcp
        kerberos 88/udp
        pop3 110/tcp
        sunrpc 111/tcp
        sunrpc 111/udp
        ntp 123/udp
        netbios-ns 137/udp
        netbios-dgm 138/udp
        netbios-ssn 139/tcp
        imap2 143/tcp imap
        snmp 161/tcp
        snmp 161/udp
        snmp-trap 162/tcp
        snmp-trap 162/udp
        bgp 179/tcp
        ldap 389/tcp
        ldap 389/udp
        https 443/tcp
        https 443/udp
        microsoft-ds 445/tcp
        syslog 514/udp
        submission 587/tcp
        ldaps 636/tcp
        ldaps 636/udp
        domain-s 853/tcp
        domain-s 853/udp
        imaps 993/tcp
        pop3s 995/tcp
        socks 1080/tcp
        openvpn 1194/tcp
        openvpn 1194/udp
        radius 1812/tcp
        radius 1812/udp
        nfs 2049/tcp
        nfs 2049/udp
        mysql 3306/tcp
        ms-wbt-server 3389/tcp
        sip 5060/tcp
        sip 5060/udp
        sip-tls 5061/tcp
        sip-tls 5061/udp
        postgresql 5432/tcp
        x11 6000/tcp
        http-alt 8080/tcp webcache
        http-alt 8080/udp
        """;
    private static final String USUAL_PROTOCOLS = """
        ip 0 IP
        icmp 1 ICMP
        igmp 2 IGMP
        ipencap 4 IP-ENCAP
        tcp 6 TCP
        egp 8 EGP
        igp 9 IGP
        udp 17 UDP
        dccp 33 DCCP
        ipv6 41 IPv6
        ipv6-route 43 IPv6-Route
        ipv6-frag 44 IPv6-Frag
        rsvp 46 RSVP
        gre 47 GRE
        esp 50 IPSEC-ESP
        ah 51 IPSEC-AH
        ipv6-icmp 58 IPv6-ICMP
        ipv6-nonxt 59 IPv6-NoNxt
        ipv6-opts 60 IPv6-Opts
        eigrp 88 EIGRP
        ospf 89 OSPFIGP
        pim 103 PIM
        ipcomp 108 IPCOMP
        vrrp 112 VRRP
        l2tp 115 L2TP
        isis 124 ISIS
        sctp 132 SCTP
        udplite 136 UDPLite
        """;
    /** EtherTypes, and service access points below 256. */
    private static final String LINK_PROTOCOLS = """
        aarp 33011, arp 2054, atalk 32923, decdns 32828, decdts 32830, decnet 24579, ip 2048, ip6 34525, ipx 224, iso 254, lanbridge 32824,
        lat 24580, loopback 36864, mopdl 24577, moprc 24578, netbeui 240, pup 512, rarp 32821, sca 24583, sprite 1280, stp 66, vexp 32859,
        vprod 32860, xns 1536""";

    private static Map<String, Integer> services;    // "http/tcp" to 80
    private static Map<String, Integer> protocols;

    private Names() { }

    /** @param transport tcp or udp @return its port; -1 when it has none */
    static synchronized int port(String service, String transport) {
        if (services == null) services = read(SERVICES, USUAL_SERVICES);
        return services.getOrDefault(service + "/" + transport, -1);
    }

    /** @return number of the protocol over IP; -1 when it is not known */
    static synchronized int ipProtocol(String name) {
        if (protocols == null) protocols = read(PROTOCOLS, USUAL_PROTOCOLS);
        return protocols.getOrDefault(name, -1);
    }

    /** @return EtherType, or, up to 1500, service access point; -1 when it is not known */
    static int linkProtocol(String name) {
        for (String entry : LINK_PROTOCOLS.split(",\\s+")) {
            if (entry.startsWith(name + " ")) return Integer.parseInt(entry.substring(name.length() + 1));
        }
        return -1;
    }

    private static Map<String, Integer> read(Path file, String otherwise) {
        try {
            if (Files.size(file) <= LONGEST_FILE) return read(List.of(Files.readString(file, StandardCharsets.ISO_8859_1).split("\n")));
        } catch (IOException none) {
            // a machine without the list has the usual names
        }
        return read(otherwise.lines().toList());
    }

    /** Lines of: name, number with or without transport, other names; the first line of a name counts. */
    private static Map<String, Integer> read(List<String> lines) {
        Map<String, Integer> numbers = new HashMap<>();
        for (String line : lines) {
            String[] columns = line.replaceFirst("#.*", "").trim().split("\\s+");
            if (columns.length < 2 || !columns[1].matches("[0-9]{1,5}(/.*)?")) continue;
            int slash = columns[1].indexOf('/');
            Integer number = Integer.valueOf(slash < 0 ? columns[1] : columns[1].substring(0, slash));
            String suffix = slash < 0 ? "" : columns[1].substring(slash);
            for (int i = 0; i < columns.length; i++) {
                if (i != 1) numbers.putIfAbsent(columns[i] + suffix, number);
            }
        }
        return numbers;
    }
}
