package io.github.pcap2http.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No attempt gets a cause that it has not, however crowded a proxy is; and where all is seen, most get theirs. */
class WorldTest {
    private static final int REQUESTS = 600;

    @ParameterizedTest
    @CsvSource({
        //     clients, cached, failing, aborted, direct, unseen, oneHost, per cent that are linked at least
        "quiet,      1,    0,    0.2,   0,    0,  0,   false, 99",
        "several,    5,    0,    0.2,   0,    0,  0,   false, 95",
        "many,      20,    0,    0.2,   0,    0,  0,   false, 90",
        "crowd,     60,    0,    0.2,   0,    0,  0,   false, 70",
        "cache,     20,  0.8,    0.2,   0,    0,  0,   false, 90",
        "impatient,  5,    0,    0.2,   0.2,  0,  0,   false, 30",
        "oneHost,    5,    0,    0.2,   0,    0,  0,   true,  95",
        "direct,     5,    0,    0.2,   0,    50, 0,   false, 0",
        "filtered,   5,    0,    0.2,   0,    0,  0.5, false, 0",
        "all,       20,  0.5,    0.2,   0.1,  5,  0.3, false, 0",
    })
    void nothingIsLinkedWrongly(String name, int clients, double cached, double failing, double aborted, double direct, double unseen, boolean oneHost, int least) {
        World world = new World(clients, cached, failing, aborted, direct, unseen, oneHost);
        int right = 0;
        int all = 0;
        for (long seed = 0; seed < 2; seed++) {
            World.Seen seen = world.watch(REQUESTS, seed);
            Story story = Story.of(seen.story());
            story.told();
            for (Map.Entry<String, String> link : story.parents().entrySet()) {
                assertEquals(seen.truth().get(link.getKey()), link.getValue(), name + ", seed " + seed + ": cause of " + link.getKey());
                right++;
            }
            all += (int) seen.truth().values().stream().filter(cause -> cause != null).count();
        }
        assertTrue(right * 100 >= all * least, name + ": " + right + " of " + all);
    }
}
