package io.github.pcap2http.socks;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.stream.Detector.Verdict;

/** Finds SOCKS by the first message of the client. Three bytes can be all of it, so what else there is must fit to the last byte. */
public final class SocksDetector {
    private static final int USER_PASSWORD = 2;
    private static final int LAST_ASSIGNED = 9;       // methods (IANA, "SOCKS Methods")
    private static final int FIRST_PRIVATE = 0x80;
    private static final int NO_METHOD = 0xff;

    private SocksDetector() { }

    /** A whole request of SOCKS 4 or 4a. See {@link io.github.pcap2http.stream.Detector#look} */
    public static Verdict version4(Bytes first, boolean cut) {
        Verdict notYet = cut ? Verdict.NO : Verdict.MAYBE;
        if (first.at(0) != 4) return Verdict.NO;
        if (first.length() < 2) return notYet;
        if (first.at(1) != Request.CONNECT && first.at(1) != Request.BIND) return Verdict.NO;
        int length = Request.length4(first);
        return length > 0 ? Verdict.CLIENT : length == 0 ? notYet : Verdict.NO;
    }

    /** The methods that the client can (RFC 1928, section 3), alone or with the message behind them that needs no answer first. */
    public static Verdict version5(Bytes first, boolean cut) {
        Verdict notYet = cut ? Verdict.NO : Verdict.MAYBE;
        if (first.at(0) != 5) return Verdict.NO;
        if (first.length() < 2) return notYet;
        int end = 2 + first.uint8(1);
        boolean password = false;
        for (int i = 2; i < Math.min(end, first.length()); i++) {
            int method = first.uint8(i);
            if (method > LAST_ASSIGNED && method < FIRST_PRIVATE || method == NO_METHOD) return Verdict.NO;
            password |= method == USER_PASSWORD;
        }
        if (end == 2) return Verdict.NO;
        if (first.length() < end) return notYet;
        return first.length() == end || follows(first.from(end), password) ? Verdict.CLIENT : Verdict.NO;
    }

    private static boolean follows(Bytes next, boolean password) {
        if (password && next.at(0) == 1) return true;
        boolean command = next.length() < 2 || next.at(1) >= Request.CONNECT && next.at(1) <= Request.UDP_ASSOCIATE;
        return next.at(0) == 5 && command && (next.length() < 3 || next.at(2) == 0);
    }
}
