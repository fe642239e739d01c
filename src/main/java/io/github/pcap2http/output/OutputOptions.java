package io.github.pcap2http.output;

import java.util.TimeZone;
import java.util.Map;

/**
 * What outputs need to know beside the exchanges.
 *
 * @param title name of the capture, the title of a HAR's page
 * @param version of this program, as documents name their creator
 * @param verbosity of the log: 0 a line an exchange, 1 with header fields, 2 with bodies
 * @param color whether the log may use colours
 * @param unicode whether what shows the log can show more than ASCII
 * @param zone for the log's times; HAR and JSON lines are in UTC. No ZoneId: the first of these takes a program longer than all else at its start
 * @param hostNames names of hosts by address, for the log to show instead; may grow while exchanges are written
 * @param width columns of the terminal that shows the log, which long URLs are cut for; 0 when nothing is to be cut
 * @param replayChecks whether a replay file is to check the fields that the proxy sends
 * @param replayPace whether a replay is to take the time that the capture took
 * @param retainable bytes of contents that an output may retain beyond the call in which it was lent them
 */
public record OutputOptions(String title, String version, int verbosity, boolean color, boolean unicode, TimeZone zone,
                            Map<String, String> hostNames, int width, boolean replayChecks, boolean replayPace,
                            long retainable) {
    /** What disks have to spare beside bodies that are read anyway. */
    private static final long RETAINABLE = 512 << 20;

    /** For a replay file that is a record only. */
    public OutputOptions(String title, String version, int verbosity, boolean color, boolean unicode, TimeZone zone,
                         Map<String, String> hostNames, int width) {
        this(title, version, verbosity, color, unicode, zone, hostNames, width, false, false, RETAINABLE);
    }

    /** Plain text for a file, one line an exchange. */
    public static OutputOptions plain(String title, String version, TimeZone zone) {
        return new OutputOptions(title, version, 0, false, true, zone, Map.of(), 0);
    }

    public OutputOptions withReplay(boolean checks, boolean pace) {
        return new OutputOptions(title, version, verbosity, color, unicode, zone, hostNames, width, checks, pace, retainable);
    }

    /** @param bytes that temporary files may have, of which a part is for {@link #retainable} */
    public OutputOptions withSpool(long bytes) {
        long part = Math.min(RETAINABLE, bytes / 4);
        return new OutputOptions(title, version, verbosity, color, unicode, zone, hostNames, width, replayChecks, replayPace, part);
    }
}
