package io.github.pcap2http.filter;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.pcap4j.core.BpfProgram;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.Pcaps;

/** The libpcap of this machine, reading a capture file of one link type: what filters mean is what it says. */
final class Libpcap implements AutoCloseable {
    private static final int SNAPLEN = 262_144;

    private final PcapHandle handle;
    private final Inet4Address noNetmask;

    Libpcap(int linkType) throws IOException, PcapNativeException {
        Path file = Files.createTempFile("empty", ".pcap");
        try {
            ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
            header.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0).putInt(SNAPLEN).putInt(linkType);
            Files.write(file, header.array());
            handle = Pcaps.openOffline(file.toString());
        } finally {
            Files.delete(file);
        }
        noNetmask = (Inet4Address) InetAddress.getByAddress(new byte[] {-1, -1, -1, -1});   // PCAP_NETMASK_UNKNOWN
    }

    /** @return null when there is one, else what is missing */
    static String missing() {
        try {
            NativeLibrary.getInstance(System.getProperty("org.pcap4j.core.pcapLibName", "pcap"));
            return null;
        } catch (LinkageError e) {
            return "libpcap is not installed: " + e.getMessage();
        }
    }

    /** @throws PcapNativeException when libpcap refuses it */
    BpfProgram compile(String expression, BpfCompileMode mode) throws PcapNativeException, NotOpenException {
        return handle.compileFilter(expression, mode, noNetmask);
    }

    @Override
    public void close() {
        handle.close();
    }
}
