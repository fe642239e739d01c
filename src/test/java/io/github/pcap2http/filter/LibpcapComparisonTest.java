package io.github.pcap2http.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcap4j.core.BpfProgram;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.PcapNativeException;

/**
 * Random expressions and packets: libpcap and we accept the same expressions, and they match the same packets. {@code -Dfilter.rounds=20000}
 * asks for more of them than a quick build does. Skipped where libpcap is not installed.
 */
class LibpcapComparisonTest {
    private static final int ROUNDS = Integer.getInteger("filter.rounds", 200);
    private static final int PACKETS = 60;
    private static final int UNKNOWN = 251;   // Bluetooth, of which libpcap knows nothing but bytes and lengths

    @BeforeAll
    static void needsLibpcap() {
        String missing = Libpcap.missing();
        assumeTrue(missing == null, missing);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 0, 9, 50, 51, 101, 104, 105, 108, 113, 127, 163, 228, 229, 276, UNKNOWN})
    void theSamePackets(int linkType) throws Exception {
        Random random = new Random(linkType);
        RandomExpression expressions = new RandomExpression(random);
        RandomPackets generator = new RandomPackets(random, linkType);
        List<byte[]> packets = new ArrayList<>();
        for (int i = 0; i < PACKETS; i++) packets.add(generator.next());
        List<String> wrong = new ArrayList<>();
        int accepted = 0;
        int matched = 0;
        try (Libpcap libpcap = new Libpcap(linkType)) {
            for (int i = 0; i < ROUNDS && wrong.size() < 20; i++) {
                String expression = expression(expressions.next(), linkType);
                BpfProgram theirs = null;
                String theirError = null;
                try {
                    theirs = libpcap.compile(expression, BpfCompileMode.NONOPTIMIZE);
                    accepted++;
                } catch (PcapNativeException e) {
                    theirError = e.getMessage();
                }
                PacketFilter ours = null;
                String ourError;
                try {
                    ours = PacketFilter.compile(expression);
                    ourError = ours.impossible(linkType);
                } catch (FilterException e) {
                    ourError = e.caret();
                }
                if ((theirError == null) != (ourError == null) && !isFault(theirError)) {
                    wrong.add(expression + "\n  theirs: " + theirError + "\n  ours: " + ourError);
                }
                if (theirs == null || ourError != null) continue;
                for (byte[] packet : packets) {
                    int length = random.nextInt(3) == 0 ? random.nextInt(packet.length + 1) : packet.length;
                    byte[] cut = Arrays.copyOf(packet, length);
                    boolean expected = theirs.applyFilter(cut, packet.length, length);
                    if (expected) matched++;
                    if (ours.matches(linkType, cut, 0, length, packet.length) != expected) {
                        wrong.add(expression + "\n  " + (expected ? "must match " : "must not match ") + HexFormat.of().formatHex(cut));
                        break;
                    }
                }
                theirs.free();
            }
        }
        assertEquals("", String.join("\n", wrong), () -> wrong.size() + " differences");
        assertTrue(accepted > ROUNDS / (linkType == UNKNOWN ? 100 : 10), "too few expressions that mean something: " + accepted);
        assertTrue(matched > ROUNDS / (linkType == UNKNOWN ? 10 : 1), "too few matches: " + matched);
    }

    /** Libpcap takes the first number in a computed divisor or shift for all of it, and refuses {@code 1 / ip[0]}. */
    private static boolean isFault(String theirError) {
        return theirError != null && theirError.matches(".*(division by zero|modulus by zero|shift by more than 31 bits).*");
    }

    /**
     * Two faults of libpcap are avoided. It keeps the lengths of 802.11 headers in scratch words that arithmetic before their first use
     * overwrites: a first use at the start, which is always true, prevents that. And behind {@code pppoes} it forgets the radio header.
     */
    private static String expression(String random, int linkType) {
        if (linkType != 105 && linkType != 127 && linkType != 163) return random;
        String known = linkType == 105 ? random : random.replace("pppoes", "pppoed").replaceAll("pppoed \\(?\\d\\w*\\)?", "pppoed");
        return "(ip or not ip) and (" + known + ")";
    }
}
