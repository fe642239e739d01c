package io.github.pcap2http.capture;

import java.util.HexFormat;

/** Says of an input that is not read what it looks like, and what its owner can do about it. */
final class Refusal {
    private static final String CONVERT = ", which is not read; Wireshark's editcap converts it: editcap IN OUT.pcapng";
    private static final String UTF_16 = "looks like text in UTF-16, not a capture; a HAR is read in UTF-8: iconv -f UTF-16 -t UTF-8 FILE | pcap2http -";
    private static final int SHOWN = 8;   // bytes of an unknown start
    private static final int SAMPLE = 64;   // bytes that make a text

    /** First bytes, in hex, and what they say. The first that fits counts. */
    private static final String[][] SIGNATURES = {
        {"1f9d", "is compressed with compress: unpack it first (gzip -dc FILE | pcap2http -)"},
        {"504b0304", "is a zip archive: unzip it first"},
        {"377abcaf271c", "is a 7z archive: unpack it first"},
        {"545253 4e494646", "is a Sniffer capture" + CONVERT},
        {"58435000", "is a NetXRay capture" + CONVERT},
        {"6274736e6f6f70", "is a Bluetooth log, not a network capture"},
        {"ffd8ff", "is a JPEG picture, not a capture"},
        {"89504e47", "is a PNG picture, not a capture"},
        {"47494638", "is a GIF picture, not a capture"},
        {"25504446", "is a PDF document, not a capture"},
        {"7f454c46", "is a program (ELF), not a capture"},
        {"cafebabe", "is a Java class, not a capture"},
        {"434c49454e545f", "is a file of TLS secrets, not a capture: name it with --keylog"},   // CLIENT_
        {"fffe", UTF_16}, {"feff", UTF_16}, {"7b00", UTF_16}, {"007b", UTF_16}, {"5b00", UTF_16}, {"005b", UTF_16},   // byte order marks, or { and [
        {"1603", "looks like raw TLS bytes, not a capture"},
    };

    private Refusal() { }

    /** @param window at the start of the input; more than what has come so far is not waited for */
    static CaptureException of(Window window, String name) {
        return new CaptureException(name + ": " + reason(window));
    }

    private static String reason(Window window) {
        if (window.available() == 0) return "is empty; nothing was captured, or tcpdump has not written it yet (its option -U helps)";
        String start = start(window);
        for (String[] signature : SIGNATURES) {
            if (start.startsWith(signature[0].replace(" ", ""))) return signature[1];
        }
        if (isText(window)) return "is text, not a capture; tcpdump writes a capture when it is told a file: tcpdump -w FILE";
        if (window.available() < 4) return "is too short for a capture: " + window.available() + " bytes";
        return "is not a capture in pcap, pcapng, snoop or Network Monitor format; it starts with the bytes " + start.replaceAll("..(?!$)", "$0 ");
    }

    private static String start(Window window) {
        int from = window.index(0);
        return HexFormat.of().formatHex(window.array(), from, from + Math.min(SHOWN, window.available()));
    }

    private static boolean isText(Window window) {
        for (int i = 0; i < Math.min(SAMPLE, window.available()); i++) {
            int c = window.uint8(i);
            if (c < ' ' && c != '\n' && c != '\r' && c != '\t' || c == 0x7f) return false;
        }
        return true;
    }
}
