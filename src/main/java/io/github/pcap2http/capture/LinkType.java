package io.github.pcap2http.capture;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of link types, by the numbers that pcap and pcapng files use for them (LINKTYPE_ in the registry of tcpdump.org). */
public final class LinkType {
    private static final String LIST = """
        0 NULL, 1 ETHERNET, 3 AX25, 6 IEEE802_5, 7 ARCNET_BSD, 8 SLIP, 9 PPP, 10 FDDI, 12 RAW, 14 RAW, 50 PPP_HDLC, 51 PPP_ETHER,
        99 SYMANTEC_FIREWALL, 100 ATM_RFC1483, 101 RAW, 104 C_HDLC, 105 IEEE802_11, 106 ATM_CLIP, 107 FRELAY, 108 LOOP, 113 LINUX_SLL, 114 LTALK,
        117 PFLOG, 119 IEEE802_11_PRISM, 122 IP_OVER_FC, 123 SUNATM, 127 IEEE802_11_RADIOTAP, 129 ARCNET_LINUX,
        138 APPLE_IP_OVER_IEEE1394, 139 MTP2_WITH_PHDR, 140 MTP2, 141 MTP3, 142 SCCP, 143 DOCSIS, 144 LINUX_IRDA,
        147 USER0, 148 USER1, 149 USER2, 150 USER3, 151 USER4, 152 USER5, 153 USER6, 154 USER7, 155 USER8, 156 USER9, 157 USER10,
        158 USER11, 159 USER12, 160 USER13, 161 USER14, 162 USER15, 163 IEEE802_11_AVS, 165 BACNET_MS_TP, 166 PPP_PPPD,
        177 LINUX_LAPD, 182 MFR, 187 BLUETOOTH_HCI_H4, 189 USB_LINUX, 192 PPI, 195 IEEE802_15_4_WITHFCS, 197 ERF,
        201 BLUETOOTH_HCI_H4_WITH_PHDR, 202 AX25_KISS, 203 LAPD, 204 PPP_WITH_DIR, 205 C_HDLC_WITH_DIR, 206 FRELAY_WITH_DIR,
        220 USB_LINUX_MMAPPED, 224 FC_2, 226 IPNET, 227 CAN_SOCKETCAN, 228 IPV4, 229 IPV6, 230 IEEE802_15_4_NOFCS, 231 DBUS,
        239 NFLOG, 240 NETANALYZER, 242 IPOIB, 243 MPEG_2_TS, 247 INFINIBAND, 248 SCTP, 249 USBPCAP, 251 BLUETOOTH_LE_LL,
        253 NETLINK, 254 BLUETOOTH_LINUX_MONITOR, 256 BLUETOOTH_LE_LL_WITH_PHDR, 258 PKTAP, 259 EPON, 265 RDS, 266 USB_DARWIN,
        271 VSOCK, 272 NORDIC_BLE, 273 DOCSIS31_XRA31, 274 ETHERNET_MPACKET, 276 LINUX_SLL2, 280 VPP_DISPATCH,
        281 DSA_TAG_BRCM, 282 DSA_TAG_BRCM_PREPEND, 283 IEEE802_15_4_TAP, 284 DSA_TAG_DSA, 285 DSA_TAG_EDSA, 288 USB_2_0, 290 ETW""";

    private static Map<Integer, String> names;

    private LinkType() { }

    /** @param number of a pcap file: some old systems wrote numbers of their own. @return the LINKTYPE number */
    static int ofFile(int number) {
        return switch (number) {
            case 11 -> 100;   // ATM_RFC1483
            case 19 -> 106;   // ATM_CLIP of Linux
            default -> number;
        };
    }

    /** @return number and name, such as {@code 276 LINUX_SLL2}; the number alone when it has no name here */
    public static synchronized String name(int number) {
        if (names == null) {
            names = LIST.lines().flatMap(line -> Stream.of(line.split(", ?")))
                .collect(Collectors.toMap(entry -> Integer.valueOf(entry.substring(0, entry.indexOf(' '))), entry -> entry));
        }
        return names.getOrDefault(number, String.valueOf(number));
    }
}
