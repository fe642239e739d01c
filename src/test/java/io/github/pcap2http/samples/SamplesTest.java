package io.github.pcap2http.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SamplesTest {
    @Test
    void theFilesAreTheOnesThatAreMadeHere() throws IOException {
        if (Boolean.getBoolean("golden.update")) Samples.main(new String[0]);
        for (Map.Entry<String, byte[]> one : Samples.all().entrySet()) {
            assertArrayEquals(one.getValue(), Files.readAllBytes(Samples.FOLDER.resolve(one.getKey())), one.getKey() + "; -Dgolden.update=true writes it anew");
        }
    }

    @Test
    void eachHasItsStory() throws IOException {
        String stories = Files.readString(Samples.FOLDER.resolve("README.md"));
        for (String name : Samples.all().keySet()) assertTrue(stories.contains("`" + name + "`"), name);
    }
}
