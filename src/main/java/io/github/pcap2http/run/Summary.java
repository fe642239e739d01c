package io.github.pcap2http.run;

import io.github.pcap2http.capture.CaptureFacts;
import io.github.pcap2http.flow.FlowCounts;
import io.github.pcap2http.packet.PacketCounts;
import java.util.List;

/**
 * What was in a capture and what came of it.
 *
 * @param name of the capture
 * @param files that it was read from
 * @param packets that were read
 * @param filtered what the filter did; null when there was none
 * @param kinds of those packets that passed the filter
 * @param flows what was on the connections
 * @param withKeys TLS connections for which there are secrets
 * @param duplicates segments with data, SYN or FIN that were captured more than once
 * @param exchanges given to the sink
 * @param summedUp failed attempts to connect that were not given one by one
 * @param proxies what proxies did; null when that was not looked for
 * @param damaged whether packets may be missing because bytes of the file made no sense
 * @param remarks on the files, a line for a person each
 */
public record Summary(String name, List<CaptureFacts> files, long packets, Filtered filtered, PacketCounts kinds, FlowCounts flows,
                      long withKeys, long duplicates, long exchanges, long summedUp, ProxyFacts proxies,
                      boolean damaged, List<String> remarks) implements Report {
    /** @return bugs of this program that were met; each ended one connection */
    @Override
    public long bugs() {
        return flows.internal();
    }

    /** @return packets that the capturing hosts say they lost; -1 when none says anything */
    public long dropped() {
        long sum = -1;
        for (CaptureFacts file : files) {
            for (CaptureFacts.Interface one : file.interfaces()) {
                if (one.dropped() >= 0) sum = Math.max(sum, 0) + one.dropped();
            }
        }
        return sum;
    }

    @Override
    public Summary with(List<String> others) {
        return new Summary(name, files, packets, filtered, kinds, flows, withKeys, duplicates, exchanges, summedUp, proxies, damaged, others);
    }

    /** @return all of it for a person, in a few lines */
    @Override
    public List<String> lines() {
        return new SummaryText(this).lines();
    }

    /** @return why results may be incomplete though they look well: packets lost or cut while capturing, hidden by the filter; mostly empty */
    @Override
    public List<String> warnings() {
        return new SummaryText(this).warnings();
    }

    /** @return why there is no exchange, in a few lines for a person; empty when there is one */
    @Override
    public List<String> whyEmpty() {
        return exchanges > 0 ? List.of() : new SummaryText(this).whyEmpty();
    }

    /** @return all of it for a program: one JSON object, without line breaks */
    @Override
    public String json() {
        return SummaryJson.of(this);
    }
}
