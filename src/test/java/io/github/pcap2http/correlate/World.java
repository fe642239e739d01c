package io.github.pcap2http.correlate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A proxy, its clients and its servers, as they might be, and who caused what there: few targets, answers that are all alike, and nothing
 * that a proxy hands on. What a capture of it shows is a {@link Story}.
 *
 * @param clients that ask at the same time. @param cached share of requests that are answered from cache. @param failing share of attempts
 *     that fail. @param aborted share of requests that the client gives up. @param direct requests a second that the proxy's host sends to the
 *     servers itself. @param unseen share of clients of which the capture shows nothing. @param oneHost whether all have loopback addresses
 */
record World(int clients, double cached, double failing, double aborted, double direct, double unseen, boolean oneHost) {
    /** @param truth what each attempt was caused by; null where the cause is not in the capture, or nothing is */
    record Seen(String story, Map<String, String> truth) { }

    private static final int GONE = -1;   // in place of a status
    private static final double SECOND = 1000;   // all times are milliseconds

    Seen watch(int requests, long seed) {
        return new Watch(this, new Random(seed)).all(requests);
    }

    private static final class Watch {
        private final World world;
        private final Random random;
        private final StringBuilder story = new StringBuilder();
        private final Map<String, String> truth = new TreeMap<>();
        private int port;

        Watch(World world, Random random) {
            this.world = world;
            this.random = random;
        }

        Seen all(int requests) {
            double until = 0;
            for (int client = 0; client < world.clients; client++) {
                boolean seen = random.nextDouble() >= world.unseen;
                double now = some(5);
                for (int i = 0; i < requests / world.clients; i++) now = request(now, client, seen, "p" + client + "x" + i) + some(10);
                until = Math.max(until, now);
            }
            if (world.direct > 0) {
                int i = 0;
                for (double now = some(SECOND / world.direct); now < until; now += some(SECOND / world.direct)) {
                    direct(now, "d" + i++);
                }
            }
            return new Seen(story.toString(), truth);
        }

        /** @return when it has ended */
        private double request(double begin, int client, boolean seen, String name) {
            String target = "/" + random.nextInt(3);
            List<String> attempts = new ArrayList<>();
            double now = begin + 0.02 + some(0.1);
            int status = 200;
            if (random.nextDouble() >= world.cached) {
                for (int i = 0; i < 4; i++) {
                    double end = now + 0.1 + some(4);
                    status = status();
                    String attempt = name + "a" + i;
                    truth.put(attempt, seen ? name : null);
                    line(attempt, now, end, host("p", 1), host("o", 2 + random.nextInt(3)), target, status);
                    attempts.add(attempt);
                    now = end + 0.02 + some(0.1);
                    if (status == 200) break;
                }
            }
            boolean aborted = random.nextDouble() < world.aborted;
            double end = aborted ? begin + 0.1 + some(3) : now;
            if (seen) line(name, begin, Math.min(end, now), world.oneHost ? host("c", 1) : "c" + client, host("p", 1), target, aborted && end < now ? GONE : status == 0 ? 502 : status);
            return Math.min(end, now);
        }

        private void direct(double begin, String name) {
            truth.put(name, null);
            line(name, begin, begin + 0.1 + some(4), host("p", 1), host("o", 2 + random.nextInt(3)), "/" + random.nextInt(3), status());
        }

        /** @return 0 when there is no response */
        private int status() {
            if (random.nextDouble() >= world.failing) return 200;
            return random.nextBoolean() ? 503 : 0;
        }

        private String host(String name, int number) {
            return world.oneHost ? "127.0.0." + number : name + number;
        }

        private void line(String name, double begin, double end, String client, String server, String target, int status) {
            story.append(String.format(Locale.ROOT, "%s %.4f-%.4f %s:%d>%s:80 GET %s %s x%n", name, begin, end, client, ++port, server, target, status == GONE ? "gone" : status == 0 ? "-" : "" + status));
        }

        /** @return milliseconds, this many in the mean */
        private double some(double mean) {
            return -Math.log(1 - random.nextDouble()) * mean;
        }
    }
}
