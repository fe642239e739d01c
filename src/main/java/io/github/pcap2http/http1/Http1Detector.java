package io.github.pcap2http.http1;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.stream.Detector;

/** Finds HTTP/1 by its start lines; {@code GET /path} alone is HTTP/0.9. */
public final class Http1Detector implements Detector {
    private static final int MAX_EMPTY = 64;   // bytes of empty lines before a message

    @Override
    public Verdict look(Bytes first, boolean cut) {
        int start = 0;
        while (start < first.length() && start <= MAX_EMPTY && (first.at(start) == '\r' || first.at(start) == '\n')) start++;
        if (start > MAX_EMPTY) return Verdict.NO;
        if (start == first.length()) return cut ? Verdict.NO : Verdict.MAYBE;
        Bytes bytes = first.from(start);
        StartLine.Look response = strictResponse(bytes);
        if (response == StartLine.Look.YES) return Verdict.SERVER;
        StartLine.Look request = StartLine.lookForRequest(bytes, false);
        if (request == StartLine.Look.LINE) return Verdict.CLIENT;
        if (request == StartLine.Look.YES) return wellFormed(bytes) ? Verdict.CLIENT : Verdict.NO;
        if (request == StartLine.Look.MAYBE && cut) return StartLine.isPartOfRequest(bytes) ? Verdict.CLIENT : Verdict.NO;
        return request == StartLine.Look.NO && response == StartLine.Look.NO || cut ? Verdict.NO : Verdict.MAYBE;
    }

    /** At the start of a connection nothing speaks for HTTP yet, so the status line must be as RFC 9112 has it. */
    private static StartLine.Look strictResponse(Bytes bytes) {
        String name = "HTTP/1.";
        for (int i = 0; i < name.length() && i < bytes.length(); i++) {
            if (bytes.at(i) != name.charAt(i)) return StartLine.Look.NO;
        }
        return StartLine.lookForResponse(bytes, false);
    }

    /** An odd request line is believed only where the method is a common one. */
    private static boolean wellFormed(Bytes bytes) {
        int end = bytes.indexOf('\n', 0);
        StartLine.RequestLine line = StartLine.request(bytes.slice(0, bytes.at(end - 1) == '\r' ? end - 1 : end));
        return !line.odd() || StartLine.isCommonMethod(line.method());
    }
}
