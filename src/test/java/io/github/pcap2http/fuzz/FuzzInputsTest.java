package io.github.pcap2http.fuzz;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs the inputs that fuzzing is begun with, and those that it found trouble with, through what is attacked, and some thousand changed
 * copies of them. Nothing may throw, take long, or allocate far more than the input has bytes.
 */
class FuzzInputsTest {
    private static final int COPIES = 150;   // of each input
    private static final long MOST_ALLOCATED = 256L << 20;

    private static List<byte[]> inputs(Target target) throws IOException, URISyntaxException {
        String folder = "FuzzInputs/" + target.name().toLowerCase(Locale.ROOT);
        List<byte[]> inputs = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(FuzzInputsTest.class.getResource(folder).toURI()))) {
            for (Path file : files.sorted().toList()) inputs.add(Files.readAllBytes(file));
        }
        return inputs;
    }

    private static byte[] changed(byte[] input, Random random) {
        byte[] copy = Arrays.copyOf(input, random.nextInt(4) == 0 ? random.nextInt(input.length + 1) : input.length);
        for (int n = 1 << random.nextInt(5); n > 0 && copy.length > 0; n--) {
            int at = random.nextInt(copy.length);
            copy[at] = random.nextInt(4) == 0 ? (byte) (random.nextInt(3) - 1) : (byte) random.nextInt();
        }
        return copy;
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void nothingThrowsOrLoopsOrBelievesALength(Target target) throws Exception {
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        List<byte[]> inputs = inputs(target);
        assertTrue(inputs.size() > 1, "inputs of " + target);
        Random random = new Random(target.ordinal());
        for (byte[] input : inputs) {
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {   // for all copies: a thread for each would take most of the time
                for (int i = 0; i <= COPIES; i++) {
                    byte[] attack = i == 0 ? input : changed(input, random);
                    long before = memory.getCurrentThreadAllocatedBytes();
                    assertDoesNotThrow(() -> target.run(attack));
                    long allocated = memory.getCurrentThreadAllocatedBytes() - before;
                    assertTrue(allocated < MOST_ALLOCATED, allocated + " bytes for " + attack.length);
                }
            });
        }
    }
}
