package io.github.pcap2http.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** Lets Jazzer look for bytes that break something. What it finds is kept beside the inputs that it begins with. */
class Fuzz {
    @FuzzTest
    void capture(byte[] input) throws IOException {
        Target.CAPTURE.run(input);
    }

    @FuzzTest
    void packets(byte[] input) throws IOException {
        Target.PACKETS.run(input);
    }

    @FuzzTest
    void filter(byte[] input) throws IOException {
        Target.FILTER.run(input);
    }

    @FuzzTest
    void talk(byte[] input) throws IOException {
        Target.TALK.run(input);
    }

    @FuzzTest
    void content(byte[] input) throws IOException {
        Target.CONTENT.run(input);
    }

    @FuzzTest
    void har(byte[] input) throws IOException {
        Target.HAR.run(input);
    }

    @FuzzTest
    void conversion(byte[] input) throws IOException {
        Target.CONVERSION.run(input);
    }
}
