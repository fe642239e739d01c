package io.github.pcap2http.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.pcap2http.Pcap2Http;
import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.output.Format;
import io.github.pcap2http.output.Output;
import io.github.pcap2http.output.OutputOptions;
import io.github.pcap2http.output.ReplayFile;
import io.github.pcap2http.output.Target;
import io.github.pcap2http.samples.Samples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each sample gives, to the byte, the files that were looked at and found right; {@code -Dgolden.update=true} writes them anew. */
class GoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    static Stream<Map.Entry<String, byte[]>> samples() throws IOException {
        return Samples.all().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void jsonLines(Map.Entry<String, byte[]> sample) throws IOException {
        compare(sample, Format.JSONL, 0, ".jsonl");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void har(Map.Entry<String, byte[]> sample) throws IOException {
        compare(sample, Format.HAR, 0, ".har");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void log(Map.Entry<String, byte[]> sample) throws IOException {
        compare(sample, Format.LOG, 2, ".log");
    }

    /** With all that can be asked for, and valid for those who read it. */
    @ParameterizedTest
    @MethodSource("samples")
    void replay(Map.Entry<String, byte[]> sample) throws IOException {
        ReplayFile.read(compare(sample, Format.REPLAY, 0, ".replay.yaml"));
    }

    private static String compare(Map.Entry<String, byte[]> sample, Format format, int verbosity, String ending) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        OutputOptions options = new OutputOptions(sample.getKey(), "test", verbosity, false, false, TimeZone.getTimeZone("UTC"), Map.of(), 0).withReplay(true, true);
        try (Capture capture = Capture.open(new ByteArrayInputStream(sample.getValue()), sample.getKey());
             Output output = format.open(Target.stream(bytes), options)) {
            Pcap2Http.with(Options.DEFAULT.withStrict(true)).readTo(capture, output);
        }
        Path golden = FOLDER.resolve(sample.getKey() + ending);
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(FOLDER);
            Files.write(golden, bytes.toByteArray());
        }
        assertEquals(Files.readString(golden), bytes.toString(StandardCharsets.UTF_8), golden::toString);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
