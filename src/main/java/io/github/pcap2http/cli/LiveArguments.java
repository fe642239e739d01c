package io.github.pcap2http.cli;

import io.github.pcap2http.live.LiveOptions;
import io.github.pcap2http.typed.ByteSize;
import io.github.pcap2http.typed.TimeSpan;
import java.util.List;

/** What a command line says about a live capture. */
final class LiveArguments {
    private static final long LEAST_BUFFER = 64 << 10;   // bytes
    private static final long MOST_BUFFER = 2047L << 20;

    private LiveArguments() { }

    static LiveOptions parse(Given given) throws UsageException {
        String filter = given.text(Option.FILTER);   // whose words our own compiler has found good
        return new LiveOptions(interfaces(given), filter == null ? "" : filter, snaplen(given), buffer(given),
            !"off".equals(Words.chosen(given, Option.PROMISCUOUS)), given.has(Option.IMMEDIATE), given.text(Option.LINK_TYPE), time(given), count(given));
    }

    private static List<String> interfaces(Given given) throws UsageException {
        List<String> names = given.texts(Option.INTERFACE);
        for (String name : names) {
            if (name.isEmpty()) throw given.about(Option.INTERFACE, name, "--interface needs a name; 'pcap2http -D' lists them");
            if (names.indexOf(name) != names.lastIndexOf(name)) throw given.wrong(Option.INTERFACE, name, "was given twice");
        }
        return names;
    }

    private static int snaplen(Given given) throws UsageException {
        String text = given.text(Option.SNAPLEN);
        if (text == null) return LiveOptions.MAX_SNAPLEN;
        Long bytes = ByteSize.parse(text);
        if (bytes == null || bytes > LiveOptions.MAX_SNAPLEN) {
            throw given.wrong(Option.SNAPLEN, text, "is not a length; write 1 to " + LiveOptions.MAX_SNAPLEN + " bytes, or 0 for all of them");
        }
        return bytes == 0 ? LiveOptions.MAX_SNAPLEN : (int) (long) bytes;
    }

    private static int buffer(Given given) throws UsageException {
        String text = given.text(Option.BUFFER_SIZE);
        if (text == null) return LiveOptions.BUFFER;
        Long bytes = ByteSize.parse(text);
        if (bytes == null) throw given.wrong(Option.BUFFER_SIZE, text, "is not a size; write a number with a unit: 64M");
        if (Character.isDigit(text.charAt(text.length() - 1))) {   // thousands of people type what tcpdump takes
            throw given.wrong(Option.BUFFER_SIZE, text, "needs a unit: " + text + "k is as many KiB, which is what tcpdump counts");
        }
        if (bytes < LEAST_BUFFER || bytes > MOST_BUFFER) throw given.wrong(Option.BUFFER_SIZE, text, "is out of range; it may be 64k to 2047M");
        return (int) (long) bytes;
    }

    private static long time(Given given) throws UsageException {
        String text = given.text(Option.FOR);
        if (text == null) return Long.MAX_VALUE;
        Long nanos = TimeSpan.parse(text);
        if (nanos == null || nanos == 0) throw given.wrong(Option.FOR, text, "is not a time; write seconds or a unit: 30s, 10min, 1h");
        return nanos;
    }

    private static long count(Given given) throws UsageException {
        String text = given.text(Option.COUNT);
        if (text == null) return Long.MAX_VALUE;
        if (!text.matches("[1-9]\\d{0,17}")) throw given.wrong(Option.COUNT, text, "is not a number of packets, such as 1000");
        return Long.parseLong(text);
    }
}
