package io.github.pcap2http.live;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.pcap4j.core.PcapAddress;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface;
import org.pcap4j.core.Pcaps;

/** The libpcap of this machine. */
final class Libpcap {
    private Libpcap() { }

    /** @throws LiveException when there is none, or it cannot be called; then no class of pcap4j may be touched */
    private static void load() throws LiveException {
        try {
            if (Native.POINTER_SIZE == 0) throw new UnsatisfiedLinkError("no native code");
        } catch (LinkageError e) {
            throw new LiveException("native code cannot be called, which capturing needs: " + firstLine(e)
                + "; where temporary files may not be executed, PCAP2HTTP_JAVA_OPTS=-Djna.tmpdir=DIRECTORY names another place; or pipe: "
                + pipe("any"));
        }
        String name = System.getProperty("org.pcap4j.core.pcapLibName", "pcap");
        try {
            NativeLibrary.getInstance(name);
        } catch (LinkageError e) {
            throw new LiveException("libpcap was not found, which capturing needs; install it (Debian, Ubuntu: libpcap0.8; Fedora, Red Hat, Alpine, "
                + "Arch: libpcap), or capture elsewhere with tcpdump");
        }
    }

    /** @return the same as a command that has the rights which this one lacks */
    static String pipe(String name) {
        return "sudo tcpdump --immediate-mode -i " + name + " -U -w - | pcap2http -";
    }

    private static String firstLine(Throwable e) {
        String message = String.valueOf(e.getMessage());
        return message.lines().findFirst().orElse("").strip();
    }

    static List<Device> devices() throws LiveException {
        load();
        List<Device> devices = new ArrayList<>();
        for (PcapNetworkInterface each : all()) {
            List<String> addresses = each.getAddresses().stream().filter(one -> one.getAddress() != null).map(Libpcap::text).toList();
            devices.add(new Device(each.getName(), each.getDescription(), addresses, each.isUp(), each.isRunning(), each.isLoopBack()));
        }
        return devices;
    }

    private static List<PcapNetworkInterface> all() throws LiveException {
        try {
            return Pcaps.findAllDevs();
        } catch (PcapNativeException e) {
            throw new LiveException("the interfaces cannot be listed: " + firstLine(e));
        } catch (LinkageError e) {
            throw new LiveException("libpcap cannot be used: " + firstLine(e));
        }
    }

    private static String text(PcapAddress of) {
        byte[] bytes = of.getAddress().getAddress();
        String address = Address.text(Bytes.of(bytes, 0, bytes.length));
        InetAddress mask = of.getNetmask();
        if (mask == null) return address;
        int bits = 0;
        for (byte b : mask.getAddress()) bits += Integer.bitCount(b & 0xff);
        return address + "/" + bits;
    }

    /** @return one for each interface that was asked for; the caller closes them */
    static List<Tap> open(LiveOptions options) throws LiveException {
        load();
        List<Tap> taps = new ArrayList<>();
        boolean all = false;
        try {
            for (String name : options.interfaces()) taps.add(PcapTap.open(name, options));
            all = true;
            return taps;
        } catch (LinkageError e) {
            throw new LiveException("libpcap cannot be used: " + firstLine(e));
        } finally {
            if (!all) taps.forEach(Tap::close);
        }
    }
}
