package io.github.pcap2http.filter;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Random;

/** Packets of any link type, of few addresses and ports, so that filters find some: whole, or cut anywhere. */
final class RandomPackets {
    private final Random random;
    private final int linkType;

    RandomPackets(Random random, int linkType) {
        this.random = random;
        this.linkType = linkType;
    }

    byte[] next() {
        Bytes packet = new Bytes();
        switch (linkType) {
            case 0 -> loopback(packet, true);
            case 108 -> loopback(packet, false);
            case 1 -> ethernet(packet, 2);
            case 9, 50 -> ppp(packet.hex("ff03"), 2);
            case 51 -> pppoe(packet, 2);
            case 104 -> typed(packet.hex("0f00"), 2);
            case 113 -> typed(packet.hex(any("0000", "0004", "0001")).hex("0001 0006 00005e005301 0000"), 2);
            case 276 -> {
                Bytes body = new Bytes();
                int type = body(body, 2);
                packet.uint16(type).hex("0000 0000000" + any("3", "4") + "0001" + any("00", "04", "01") + "06 00005e005301 0000").add(body);
            }
            case 101 -> ip(packet);
            case 228 -> ipv4(packet);
            case 229 -> ipv6(packet);
            case 105 -> wlan(packet);
            case 127 -> radiotap(packet);
            case 163 -> wlan(packet.hex("80211001 00000010 0000000000000000"));
            default -> packet.random(random, 40);
        }
        if (chance(15)) packet.flip(random);
        return packet.toBytes();
    }

    private void loopback(Bytes packet, boolean littleEndian) {
        String ip4 = littleEndian ? "02000000" : "00000002";
        String ip6 = any("18", "1c", "1e", "0a");
        if (chance(2)) ipv4(packet.hex(ip4));
        else ipv6(packet.hex(littleEndian ? ip6 + "000000" : "000000" + ip6));
    }

    private void ethernet(Bytes packet, int depth) {
        packet.hex(mac()).hex(mac());
        typed(packet, depth);
    }

    private String mac() {
        return any("00005e005301", "00005e005302", "ffffffffffff", "01005e000001");
    }

    private void typed(Bytes packet, int depth) {
        Bytes body = new Bytes();
        int type = body(body, depth);
        packet.uint16(type).add(body);
    }

    /** @return an EtherType, or a length */
    private int body(Bytes body, int depth) {
        switch (random.nextInt(depth > 0 ? 12 : 6)) {
            case 0, 1, 2 -> {
                ipv4(body);
                return 0x0800;
            }
            case 3, 4 -> {
                ipv6(body);
                return 0x86dd;
            }
            case 5 -> {
                body.hex("0001 0800 06 04 000" + any("1", "2")).hex(mac()).hex(address()).hex(mac()).hex(address());
                return chance(4) ? 0x8035 : 0x0806;
            }
            case 6, 7, 8 -> {
                body.hex(any("0005", "2064", "e005", "0006"));
                typed(body, depth - 1);
                return Integer.parseInt(any("8100", "8100", "88a8", "9100"), 16);
            }
            case 9 -> {
                if (chance(2)) body.hex(any("0000503f", "000640ff"));
                body.hex(any("00005140", "00064120"));
                ip(body);
                return 0x8847;
            }
            case 10 -> {
                pppoe(body, depth);
                return chance(5) ? 0x8863 : 0x8864;
            }
            default -> {
                llc(body, depth);
                return any("4", "50", "600").length() > 2 ? 600 : any("4", "5").equals("4") ? 4 : 60;
            }
        }
    }

    private void pppoe(Bytes packet, int depth) {
        packet.hex("1100").hex(any("0005", "0007", "0064")).hex("0020");
        ppp(packet, depth);
    }

    private void ppp(Bytes packet, int depth) {
        switch (random.nextInt(4)) {
            case 0, 1 -> ipv4(packet.hex("0021"));
            case 2 -> ipv6(packet.hex("0057"));
            default -> packet.hex(any("0023", "0281", "0031", "002b", "c021")).random(random, 30);
        }
    }

    private void llc(Bytes packet, int depth) {
        switch (random.nextInt(4)) {
            case 0, 1 -> {
                packet.hex("aaaa03").hex(any("000000", "080007", "000000"));
                if (chance(4)) packet.hex(any("809b", "80f3", "8137")).random(random, 20);
                else typed(packet, depth - 1);
            }
            case 2 -> packet.hex("fefe03").hex(any("81", "82", "83")).hex("1b0100").hex(any("0f", "10", "11", "12", "14", "18", "19", "1a", "1b")).random(random, 20);
            default -> packet.hex(any("4242", "e0e0", "f0f0", "ffff", "0606")).hex(any("00", "01", "05", "09", "03", "e3", "af", "63")).random(random, 20);
        }
    }

    private void ip(Bytes packet) {
        if (chance(2)) ipv4(packet);
        else ipv6(packet);
    }

    private String address() {
        return any("0a000001", "0a000002", "c0000201", "0a010001", "e0000001");
    }

    private void ipv4(Bytes packet) {
        Bytes payload = new Bytes();
        int protocol = transport(payload, false);
        boolean options = chance(5);
        packet.hex(options ? "46" : "45").hex("00").uint16(20 + payload.size()).hex("1234").hex(any("0000", "4000", "0000", "2000", "0010", "2008", "4000"));
        packet.hex("40").uint8(protocol).hex("0000").hex(address()).hex(address()).hex(options ? "01010100" : "").add(payload);
    }

    private void ipv6(Bytes packet) {
        Bytes payload = new Bytes();
        int next = transport(payload, true);
        Bytes extensions = new Bytes();
        for (int more = chance(3) ? random.nextInt(3) : 0; more > 0; more--) {
            int type = Integer.parseInt(any("0", "43", "44", "60"));
            Bytes longer = new Bytes().uint8(next);
            if (type == 44) longer.hex("00").hex(any("0001", "0000", "0009")).hex("00000001");
            else if (chance(3)) longer.hex("01 0104 00000000 0104 00000000 0000");
            else longer.hex("00 0104 00000000");
            extensions = longer.add(extensions);
            next = type;
        }
        packet.hex("60000000").uint16(extensions.size() + payload.size()).uint8(next).hex("40");
        packet.hex(ip6()).hex(ip6()).add(extensions).add(payload);
    }

    private String ip6() {
        return any("20010db8000000000000000000000001", "20010db8000000000000000000000002", "fe800000000000000000000000000001",
            "00000000000000000000ffff0a000001", "ff020000000000000000000000000001");
    }

    private int transport(Bytes packet, boolean ip6) {
        String ports = any("0050", "01bb", "0035", "1f90", "c000") + any("0050", "01bb", "0035", "1f90", "c001");
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> {
                packet.hex(ports).hex("00000001 00000002 50").hex(any("02", "10", "12", "18", "11")).hex("ffff 0000 0000").random(random, random.nextInt(20));
                return 6;
            }
            case 3 -> {
                packet.hex(ports).hex("0010 0000").random(random, 8);
                return 17;
            }
            case 4 -> {
                packet.hex("c00017c1 0060 0000");   // Geneve, with or without Ethernet inside
                boolean options = chance(3);
                boolean inner = chance(2);
                packet.hex(options ? "01" : "00").hex("00").hex(inner ? "6558" : any("0800", "86dd")).hex(any("000005", "000007")).hex("00").hex(options ? "00000000" : "");
                if (inner) ethernet(packet, 0);
                else ip(packet);
                return 17;
            }
            case 5 -> {
                packet.hex(ports).hex("00000000 00000000").random(random, 8);
                return 132;
            }
            case 6 -> {
                packet.hex(any("00", "08", "87", "80", "03")).hex("00 0000").random(random, 12);
                return ip6 ? 58 : 1;
            }
            default -> {
                packet.random(random, 24);
                return Integer.parseInt(any("2", "47", "50", "103", "112", "89", "9", "59"));
            }
        }
    }

    private void wlan(Bytes packet) {
        String control = any("08", "08", "88", "08", "80", "40", "d4", "c4", "b4", "48", "c8", "04", "0c");
        String direction = any("00", "01", "02", "03", "41");
        packet.hex(control).hex(direction).hex("0000").hex(mac()).hex(mac()).hex(mac()).hex("1000");
        if (chance(9)) packet.hex(mac());
        if (control.equals("88") || control.equals("c8")) packet.hex("0000");
        if (chance(3)) packet.hex("0000");
        llc(packet, 1);
    }

    private void radiotap(Bytes packet) {
        switch (random.nextInt(4)) {
            case 0 -> packet.hex("0000 0800 00000000");
            case 1 -> packet.hex("0000 0900 02000000").hex(any("00", "20"));
            case 2 -> packet.hex("0000 1100 03000000 0000000000000000").hex(any("00", "20"));
            default -> packet.hex("0000 1000 02000080 00000000").hex(any("00", "20")).hex("000000");
        }
        wlan(packet);
    }

    private boolean chance(int in) {
        return random.nextInt(in) == 0;
    }

    private String any(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** Bytes as they are written. */
    private static final class Bytes {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Bytes hex(String digits) {
            out.writeBytes(HexFormat.of().parseHex(digits.replace(" ", "")));
            return this;
        }

        Bytes uint8(int value) {
            out.write(value);
            return this;
        }

        Bytes uint16(int value) {
            out.write(value >> 8);
            out.write(value);
            return this;
        }

        Bytes random(Random random, int count) {
            byte[] some = new byte[count];
            random.nextBytes(some);
            out.writeBytes(some);
            return this;
        }

        Bytes add(Bytes other) {
            out.writeBytes(other.toBytes());
            return this;
        }

        /** Changes one byte. */
        void flip(Random random) {
            byte[] all = out.toByteArray();
            if (all.length == 0) return;
            all[random.nextInt(all.length)] = (byte) random.nextInt(256);
            out.reset();
            out.writeBytes(all);
        }

        int size() {
            return out.size();
        }

        byte[] toBytes() {
            return out.toByteArray();
        }
    }
}
