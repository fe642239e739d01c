package io.github.pcap2http.slice;

import java.nio.file.Path;
import java.util.List;

/**
 * How a slice is written.
 *
 * @param name of the file, for messages
 * @param program that writes it, with its version
 * @param wholeConnections whether all packets of a connection are written of which one exchange is chosen
 * @param again files of the capture, all that were given, to be read a second time; empty where that cannot be
 * @param maxSpool bytes of temporary files
 * @param keyLogs beside those in the capture, in the format of {@code SSLKEYLOGFILE}
 */
public record SliceOptions(String name, String program, boolean wholeConnections, List<Path> again, long maxSpool, List<byte[]> keyLogs) { }
