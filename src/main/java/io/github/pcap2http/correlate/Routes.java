package io.github.pcap2http.correlate;

import io.github.pcap2http.exchange.Endpoint;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which servers were seen to ask which, the last {@value #MOST} of these pairs. */
final class Routes {
    private static final int MOST = 1000;

    private record Route(Endpoint from, Endpoint to) { }

    private final Map<Route, Boolean> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Route, Boolean> eldest) {
            return size() > MOST;
        }
    };

    void add(Endpoint from, Endpoint to) {
        known.put(new Route(from, to), true);
    }

    boolean known(Endpoint from, Endpoint to) {
        return known.get(new Route(from, to)) != null;
    }
}
