package io.github.pcap2http.live;

import java.io.EOFException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface.PromiscuousMode;
import org.pcap4j.core.PcapStat;
import org.pcap4j.core.Pcaps;
import org.pcap4j.packet.namednumber.DataLinkType;

/** An interface that libpcap listens to. */
final class PcapTap implements Tap {
    private static final String ANY = "any";
    private static final int LINUX_SLL2 = 276;
    private static final int DLT_RAW = 12;   // of most systems
    private static final int LINKTYPE_RAW = 101;
    // what pcap_activate says (pcap.h)
    private static final int NO_SUCH_DEVICE = -5;
    private static final int NO_PERMISSION = -8;
    private static final int NOT_UP = -9;
    private static final int NO_PERMISSION_FOR_PROMISCUOUS = -11;
    private static final int NO_NANOSECONDS = -12;

    private final String name;
    private final PcapHandle handle;
    private byte[] bytes;
    private long nanos;

    private PcapTap(String name, PcapHandle handle) {
        this.name = name;
        this.handle = handle;
    }

    static PcapTap open(String name, LiveOptions options) throws LiveException {
        PcapHandle handle = activate(name, options);
        boolean good = false;
        try {
            chooseLinkType(name, handle, options.linkType());
            filter(name, handle, options.filter());
            handle.setBlockingMode(PcapHandle.BlockingMode.NONBLOCKING);
            good = true;
            return new PcapTap(name, handle);
        } catch (PcapNativeException | NotOpenException e) {
            throw new LiveException(name + ": cannot be captured on: " + reason(e));
        } finally {
            if (!good) handle.close();
        }
    }

    private static PcapHandle activate(String name, LiveOptions options) throws LiveException {
        PcapNativeException why;
        try {
            return handle(name, options, PcapHandle.TimestampPrecision.NANO);
        } catch (PcapNativeException e) {
            why = e;
        }
        if (code(why) == NO_NANOSECONDS) {
            try {
                return handle(name, options, PcapHandle.TimestampPrecision.MICRO);
            } catch (PcapNativeException e) {
                why = e;
            }
        }
        throw refusal(name, why);
    }

    private static int code(PcapNativeException e) {
        return e.getReturnCode() == null ? 0 : e.getReturnCode();
    }

    private static LiveException refusal(String name, PcapNativeException why) throws LiveException {
        return switch (code(why)) {
            case NO_SUCH_DEVICE -> LiveException.noInterface(name, Libpcap.devices().stream().map(Device::name).toList());
            case NO_PERMISSION -> new LiveException(notAllowed(name));
            case NO_PERMISSION_FOR_PROMISCUOUS -> new LiveException(name + ": packets for other hosts may not be captured; --promiscuous off leaves them out");
            case NOT_UP -> new LiveException(name + " is down; bring it up: sudo ip link set " + name + " up");
            default -> new LiveException(name + ": cannot be captured on: " + reason(why));
        };
    }

    private static PcapHandle handle(String name, LiveOptions options, PcapHandle.TimestampPrecision precision) throws PcapNativeException {
        return new PcapHandle.Builder(name).snaplen(options.snaplen()).bufferSize(options.buffer())
            .promiscuousMode(options.promiscuous() ? PromiscuousMode.PROMISCUOUS : PromiscuousMode.NONPROMISCUOUS)
            .timeoutMillis(LiveOptions.HOLD_MILLIS).immediateMode(options.immediate()).timestampPrecision(precision).build();
    }

    /** A file that has rights of its own is not trusted with libraries that lie beside it, as those of Java do. */
    private static String notAllowed(String name) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return name + ": capturing needs the right to; either run with sudo, or pipe: " + Libpcap.pipe(name)
            + "; or give it to this Java for good: sudo setcap cap_net_raw,cap_net_admin+eip " + java + " (what else that takes: README, Live)";
    }

    /** Cooked captures tell in their second version on which interface a packet came. */
    private static void chooseLinkType(String name, PcapHandle handle, String asked) throws LiveException, NotOpenException, PcapNativeException {
        List<DataLinkType> offered = handle.listDatalinks();
        DataLinkType wanted = DataLinkType.getInstance(LINUX_SLL2);
        if (asked == null && !(name.equals(ANY) && offered.contains(wanted))) return;
        if (asked != null) {
            wanted = linkType(asked);
            if (wanted == null || !offered.contains(wanted)) {
                throw new LiveException(name + ": has no link type " + asked + "; there are " + String.join(", ", offered.stream().map(PcapTap::word).toList()));
            }
        }
        if (!handle.getDlt().equals(wanted)) handle.setDlt(wanted);
    }

    private static DataLinkType linkType(String name) {
        try {
            return Pcaps.dataLinkNameToVal(name);
        } catch (PcapNativeException e) {
            return null;
        }
    }

    private static String word(DataLinkType type) {
        try {
            return Pcaps.dataLinkTypeToName(type);
        } catch (PcapNativeException e) {
            return String.valueOf(type.value());
        }
    }

    private static void filter(String name, PcapHandle handle, String expression) throws LiveException, NotOpenException {
        if (expression.isBlank()) return;
        try {
            Inet4Address noNetmask = (Inet4Address) InetAddress.getByAddress(new byte[] {-1, -1, -1, -1});   // PCAP_NETMASK_UNKNOWN
            handle.setFilter(expression, BpfCompileMode.OPTIMIZE, noNetmask);
        } catch (PcapNativeException e) {
            throw new LiveException(name + ": the filter is not for link type " + word(handle.getDlt()) + ": " + reason(e));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);   // four bytes are an address
        }
    }

    private static String reason(Exception e) {
        String message = String.valueOf(e.getMessage()).replaceFirst("^Error occured in \\w+(\\(\\))?: ", "");
        return message.lines().findFirst().orElse("").strip();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int linkType() {
        int number = handle.getDlt().value();
        return number == DLT_RAW ? LINKTYPE_RAW : number;
    }

    @Override
    public boolean next() throws LiveException {
        try {
            bytes = handle.getNextRawPacketEx();
            Timestamp time = handle.getTimestamp();
            nanos = Math.floorDiv(time.getTime(), 1000L) * 1_000_000_000L + time.getNanos();
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (PcapNativeException | EOFException | NotOpenException e) {
            throw new LiveException(name + ": the capture on it has ended: " + reason(e));
        }
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public long originalLength() {
        return handle.getOriginalLength() & 0xffff_ffffL;
    }

    @Override
    public Counts counts(long captured) {
        try {
            PcapStat stat = handle.getStats();
            return new Counts(name, captured, stat.getNumPacketsReceived(), stat.getNumPacketsDropped(), stat.getNumPacketsDroppedByIf());
        } catch (PcapNativeException | NotOpenException e) {
            return new Counts(name, captured, -1, -1, -1);
        }
    }

    @Override
    public void close() {
        handle.close();
    }
}
