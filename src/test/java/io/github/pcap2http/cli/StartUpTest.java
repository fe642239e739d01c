package io.github.pcap2http.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run loads of the program, in a virtual machine of its own: a plain conversion nothing of what it does not need. */
class StartUpTest {
    private static final Pattern LOADED = Pattern.compile("(?m)\\[class,load *\\] (\\S+) source");

    @TempDir
    private Path folder;

    /** @return names of the classes that are loaded for these arguments */
    private List<String> loaded(String... arguments) throws IOException, InterruptedException {
        Path log = folder.resolve("classes.log");
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto",
            "-Xlog:class+load:file=" + log + ":tags", "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), Main.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve("out").toFile()).start();
        assertEquals(0, process.waitFor(), () -> command + " in " + folder);
        return LOADED.matcher(Files.readString(log)).results().map(match -> match.group(1)).toList();
    }

    private static List<String> of(List<String> classes, String... packages) {
        return classes.stream().filter(name -> Stream.of(packages).anyMatch(name::startsWith)).toList();
    }

    @Test
    void aPlainConversionLoadsNothingThatItDoesNotNeed() throws IOException, InterruptedException {
        List<String> classes = loaded("samples/retry.pcap", "-o", folder.resolve("a.har").toString());
        assertTrue(classes.contains("io.github.pcap2http.output.HarWriter"), "the log of the virtual machine is understood");
        assertEquals(List.of(), of(classes, "com.sun.jna", "org.pcap4j", "io.github.pcap2http.live."), "of capturing");
        assertEquals(List.of(), of(classes, "io.github.pcap2http.filter.PacketFilter", "io.github.pcap2http.choose.", "io.github.pcap2http.check.", "io.github.pcap2http.redact."));
        assertEquals(List.of(), of(classes, "io.github.pcap2http.view.", "io.github.pcap2http.dissect.", "io.github.pcap2http.packet.Header"), "of the look at packets");
    }

    /** Each would cost a run of a tenth of a second a good part of it: the first lambda ten milliseconds, streams and patterns some more. */
    @ParameterizedTest
    @CsvSource({"retry.pcap, jsonl", "ats-retry.pcap, har", "shop.pcapng, jsonl", "upload.pcap, har"})
    void aPlainConversionLinksNothingAtRunTime(String capture, String format) throws IOException, InterruptedException {
        List<String> classes = loaded("samples/" + capture, "-f", format, "-o", folder.resolve("out." + format).toString());
        assertTrue(classes.contains("io.github.pcap2http.correlate.Correlator"), "the log of the virtual machine is understood");
        assertEquals(List.of(), classes.stream().filter(name -> name.contains("$$Lambda") || name.startsWith("java.lang.invoke.LambdaForm$MH")).toList());
        assertEquals(List.of(), of(classes, "java.util.stream.", "java.util.regex.", "jdk.internal.org.objectweb.asm."));
    }

    @Test
    void aLookAtPacketsLoadsNothingOfLibpcap() throws IOException, InterruptedException {
        List<String> classes = loaded("samples/retry.pcap", "-f", "packets");
        assertTrue(classes.contains("io.github.pcap2http.dissect.Dissector"));
        assertEquals(List.of(), of(classes, "com.sun.jna", "org.pcap4j", "io.github.pcap2http.live."));
    }
}
