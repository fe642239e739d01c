package io.github.pcap2http.correlate;

import io.github.pcap2http.exchange.Endpoint;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often values and targets were sent to a server, as far as the last {@value #MOST} of them tell. */
final class Recent {
    private static final int MOST = 50_000;

    private record Sent(Endpoint server, String what) { }

    private final Map<Sent, Integer> counts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Sent, Integer> eldest) {
            return size() > MOST;
        }
    };

    void add(Node node) {
        count(node, node.head.target());
        for (String mark : node.marks().keySet()) count(node, mark);
    }

    private void count(Node node, String what) {
        Sent sent = new Sent(node.connection().server(), what);
        counts.put(sent, counts.getOrDefault(sent, 0) + 1);
    }

    /** @param what a value or a target of {@code node}. @return whether no other request to the same server had it */
    boolean only(Node node, String what) {
        return counts.getOrDefault(new Sent(node.connection().server(), what), 0) == 1;
    }
}
