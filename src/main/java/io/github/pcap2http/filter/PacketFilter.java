package io.github.pcap2http.filter;

import io.github.pcap2http.capture.Packet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A filter for packets, written in the language of tcpdump: pcap-filter(7). It means what libpcap makes of it when it reads a file, but names of
 * hosts and networks are not looked up, and {@code gateway}, DECnet addresses and words of ATM, SS7 and the BSD firewall log are errors.
 *
 * <p>The link type of packets is seen late, and a capture may have several: the filter is translated anew for each. Where libpcap refuses
 * an expression for a link type, such as {@code ether host} for raw IP, no packet of that link type matches, and {@link #impossible} says why.
 *
 * <p>Belongs to one thread. A match takes no memory.
 */
public final class PacketFilter {
    /** The longest expression, in characters. */
    private static final int MAX_LENGTH = 1 << 16;
    /** How many link types a filter is kept for; there are not more in the registry of link types today. */
    private static final int MAX_LINK_TYPES = 512;

    private record Compiled(Program program, String impossible) { }

    private final String expression;
    private final List<Token> tokens;
    private final Map<Integer, Compiled> compiled = new HashMap<>();
    private int lastLinkType = -1;
    private Program last;

    private PacketFilter(String expression, List<Token> tokens) {
        this.expression = expression;
        this.tokens = tokens;
    }

    /**
     * @param expression empty or blank: all packets match
     * @throws FilterException when it means nothing for any link type
     */
    public static PacketFilter compile(String expression) throws FilterException {
        if (expression.length() > MAX_LENGTH) {
            throw new FilterException(expression, MAX_LENGTH, "the expression is longer than " + MAX_LENGTH + " characters");
        }
        List<Token> tokens = Lexer.tokens(expression);
        Parser.program(tokens, new Unit(expression, new Layout(Layout.ETHERNET)));
        return new PacketFilter(expression, tokens);
    }

    /** @return whether the packet passes */
    public boolean matches(Packet packet) {
        return matches(packet.linkType(), packet.array(), packet.offset(), packet.length(), packet.originalLength());
    }

    /**
     * For packets inside of packets.
     *
     * @param linkType LINKTYPE number, such as 101 for an IP packet
     * @param length count of bytes from {@code offset} on that are there; a packet that must be looked at behind them does not pass
     * @param originalLength what {@code len}, {@code less} and {@code greater} ask about, 0 to 4,294,967,295
     */
    public boolean matches(int linkType, byte[] array, int offset, int length, long originalLength) {
        if (linkType != lastLinkType) {
            last = of(linkType).program;
            lastLinkType = linkType;
        }
        return last.accepts(array, offset, length, originalLength);
    }

    /** @return one line on why no packet of that link type can match; null when some can */
    public String impossible(int linkType) {
        return of(linkType).impossible;
    }

    /** @return the expression, as it was given */
    @Override
    public String toString() {
        return expression;
    }

    private Compiled of(int linkType) {
        Compiled known = compiled.get(linkType);
        if (known != null) return known;
        Unit unit = new Unit(expression, new Layout(linkType));
        Compiled fresh;
        try {
            Program program = Parser.program(tokens, unit);
            fresh = new Compiled(program, unit.impossible());
        } catch (FilterException e) {   // it was right for Ethernet, and is said to be so for all; a match never throws
            fresh = new Compiled(new Program(new int[0], Program.REJECT, 0), e.getMessage());
        }
        if (compiled.size() < MAX_LINK_TYPES) compiled.put(linkType, fresh);
        return fresh;
    }
}
