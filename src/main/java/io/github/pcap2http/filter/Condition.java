package io.github.pcap2http.filter;

/**
 * A piece of code that asks something, and does not know yet where to go on. The places that wait for a target form two chains
 * through the code: each holds the place of the next one. 0: no such place (the code's first instruction is never a jump).
 *
 * @param head where it begins
 * @param firstTrue first and {@code lastTrue} last of the places to fill when it is known where to go on if so
 * @param firstFalse the same, if not
 */
record Condition(int head, int firstTrue, int lastTrue, int firstFalse, int lastFalse) {
    Condition not() {
        return new Condition(head, firstFalse, lastFalse, firstTrue, lastTrue);
    }
}
