package io.github.pcap2http.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.capture.Packet;
import io.github.pcap2http.filter.PacketFilter;
import io.github.pcap2http.live.Device;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Live captures as a command line asks for them; those on the loopback are skipped where libpcap or the right to capture is missing. */
class LiveTest {
    private static final String LIBRARY = "org.pcap4j.core.pcapLibName";

    @TempDir
    private Path folder;

    private static Session run(String... args) {
        return new Session().run(args);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--for 3s x.pcap | --for is for live captures; name an interface: -i any",
        "-i lo x.pcap | what comes from an interface is read alone, and not beside x.pcap",
        "-i lo -i lo | --interface 'lo' was given twice",
        "-i lo --follow | --follow is for a file that grows",
        "-i lo -w - | --write '-' is no name of a file",
        "-i lo -B 4096 | --buffer-size '4096' needs a unit: 4096k is as many KiB, which is what tcpdump counts",
        "-i lo -B 1k | --buffer-size '1k' is out of range",
        "-i lo -s 300000 | --snaplen '300000' is not a length",
        "-i lo --for soon | --for 'soon' is not a time",
        "-i lo --count 0 | --count '0' is not a number of packets",
        "-i lo --promiscuous no | --promiscuous 'no' is neither 'on' nor 'off'",
        "-i lo -F tcpp | --filter: this is no filter:",
        "-D=xml | --interfaces 'xml' is neither 'text' nor 'json'"})
    void wrongUsageIsExplained(String line, String expected) {
        Session session = run(line.split(" "));
        assertEquals(2, session.status());
        assertTrue(session.err().startsWith("pcap2http: " + expected), session.err());
    }

    @Test
    void withoutLibpcapOneLineSaysWhatToDo() {
        String before = System.getProperty(LIBRARY);
        System.setProperty(LIBRARY, "pcap-that-is-not-there");
        try {
            for (String what : new String[] {"-D", "-ilo"}) {
                Session session = run(what);
                assertEquals(1, session.status());
                assertTrue(session.err().startsWith("pcap2http: libpcap was not found, which capturing needs; install it"), session.err());
                assertEquals(1, session.err().lines().count());
            }
        } finally {
            if (before == null) System.clearProperty(LIBRARY);
            else System.setProperty(LIBRARY, before);
        }
    }

    @Test
    void interfacesAreListed() {
        List<Device> devices = List.of(new Device("eth0", null, List.of("192.0.2.7/24", "2001:db8::7/64"), true, true, false),
            new Device("any", "all of them", List.of(), true, true, false), new Device("lo", null, List.of("127.0.0.1/8"), false, false, true));
        assertEquals("""
            eth0  up              192.0.2.7/24 2001:db8::7/64
            any   up              (all of them)
            lo    down, loopback  127.0.0.1/8
            """, Devices.text(devices));
        assertTrue(Devices.json(devices).startsWith("[{\"name\":\"eth0\",\"addresses\":[\"192.0.2.7/24\",\"2001:db8::7/64\"],\"up\":true,"));
    }

    private void assumeCapturing() {
        Session session = run("-i", "lo", "--for", "1ms");
        assumeTrue(session.status() == 0, () -> "nothing can be captured on lo: " + session.err());
    }

    @Test
    @Timeout(60)
    void anUnknownInterfaceIsNamedWithItsNeighbour() {
        assumeCapturing();
        Session session = run("-i", "lo", "-i", "lo0");
        assertEquals(1, session.status());
        assertEquals("pcap2http: there is no interface lo0; did you mean lo?", session.err().strip());
    }

    /** One exchange is seen, and what was kept gives the same; the kernel's filter passes what the same filter passes of the file. */
    @Test
    @Timeout(60)
    void loopback() throws Exception {
        assumeCapturing();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = server.getLocalPort();
            String all = "tcp port " + port;
            String some = all + " and tcp[tcpflags] & tcp-push != 0";
            Path allFile = folder.resolve("all.pcapng");
            Path someFile = folder.resolve("some.pcapng");
            CompletableFuture<Session> other = CompletableFuture.supplyAsync(() -> run("-i", "lo", "-F", some, "-w", someFile.toString(), "--for", "3s"));
            CompletableFuture<Session> session = CompletableFuture.supplyAsync(() -> run("-i", "lo", "-F", all, "-w", allFile.toString(), "--for", "3s", "--utc"));
            while (!begun(allFile) || !begun(someFile)) Thread.sleep(20);
            Thread.sleep(200);   // interfaces of a file that has begun are open
            exchange(server);
            assertEquals(0, session.get().status(), session.get().err());
            assertEquals(1, session.get().out().lines().count(), session.get().out() + session.get().err());
            assertTrue(session.get().out().contains("GET http://live.test/"), session.get().out());
            assertEquals(session.get().out(), run(allFile.toString(), "--utc").out());
            other.get();
            List<String> passed = packets(someFile, PacketFilter.compile(""));
            assertEquals(packets(allFile, PacketFilter.compile(some)), passed);
            assertFalse(passed.isEmpty());
        }
    }

    private static boolean begun(Path file) throws IOException {
        return Files.exists(file) && Files.size(file) > 0;
    }

    private static void exchange(ServerSocket server) throws IOException {
        try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort()); Socket accepted = server.accept()) {
            client.getOutputStream().write("GET / HTTP/1.1\r\nHost: live.test\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            accepted.getInputStream().read(new byte[1000]);
            accepted.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().read(new byte[1000]);
        }
    }

    private static List<String> packets(Path file, PacketFilter filter) throws IOException {
        List<String> packets = new ArrayList<>();
        try (Capture capture = Capture.open(file)) {
            for (Packet packet = capture.next(); packet != null; packet = capture.next()) {
                if (filter.matches(packet)) packets.add(HexFormat.of().formatHex(packet.array(), packet.offset(), packet.offset() + packet.length()));
            }
        }
        return packets;
    }
}
