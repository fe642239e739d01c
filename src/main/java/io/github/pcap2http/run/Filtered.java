package io.github.pcap2http.run;

import java.util.List;

/**
 * What a filter did with the packets of a capture.
 *
 * @param expression as it was given
 * @param passed packets that it let through
 * @param leftOut packets that it did not
 * @param impossible why no packet of a link type that the capture has can pass, a line each
 * @param hidden what it left out though it would have passed without what is around it, by what that is
 * @param suggestion a filter that passes that as well; null when nothing was hidden, or no filter can
 */
public record Filtered(String expression, long passed, long leftOut, List<String> impossible, List<Hidden> hidden, String suggestion) {
    /** @param what such as {@code VLAN}; @param packets how many */
    public record Hidden(String what, long packets) { }
}
