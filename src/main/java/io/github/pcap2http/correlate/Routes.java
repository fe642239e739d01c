package io.github.pcap2http.correlate;

import io.github.pcap2http.exchange.Endpoint;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which servers were seen to ask which, the last {@value #MOST} of these pairs. */
final class Routes {
    private static final int MOST = 1000;

    private record Route(Endpoint from, Endpoint to) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Route route && from.equals(route.from) && to.equals(route.to);
        }

        @Override
        public int hashCode() {
            return 31 * from.hashCode() + to.hashCode();
        }
    }

    private final Map<Route, Boolean> known = new Latest<>();
    private final Map<Endpoint, Boolean> asking = new Latest<>();

    private static final class Latest<K> extends LinkedHashMap<K, Boolean> {
        private static final long serialVersionUID = 1;

        Latest() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Boolean> eldest) {
            return size() > MOST;
        }
    }

    void add(Endpoint from, Endpoint to) {
        known.put(new Route(from, to), true);
        asking.put(from, true);
    }

    /** @return whether any server is known to ask others */
    boolean any() {
        return !asking.isEmpty();
    }

    /** @return whether this server asks others */
    boolean from(Endpoint server) {
        return asking.get(server) != null;
    }

    boolean known(Endpoint from, Endpoint to) {
        return known.get(new Route(from, to)) != null;
    }
}
