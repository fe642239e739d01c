package io.github.pcap2http.choose;

import java.time.ZoneId;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What conditions must know of the input.
 *
 * @param beganNanos when it began, in nanoseconds since 1970 UTC; asked when there are exchanges
 * @param zone in which times were typed that name none
 * @param hostNames names of hosts by address, as far as the input tells; may grow
 */
public record Setting(LongSupplier beganNanos, ZoneId zone, Map<String, String> hostNames) { }
