package io.github.pcap2http.cli;

import io.github.pcap2http.exchange.ExchangeSink;
import io.github.pcap2http.run.Options;
import io.github.pcap2http.run.Report;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;

/** What is converted: captures, or HARs. It is begun once, and then read once. */
interface Input extends Closeable {
    /** @return names of hosts by address; may grow while it is read */
    Map<String, String> hostNames();

    /** @return when it began, in nanoseconds since 1970 UTC; to be asked when the sink was given something */
    long beganNanos();

    /** @param sink is lent the contents of bodies, for its calls */
    void begin(Options options, ExchangeSink sink) throws IOException;

    /** Reads all. @param tick is called now and then */
    void read(Runnable tick) throws IOException;

    /** Takes the place of the input's end; a second call does nothing. May be called by another thread than the one that reads. */
    void end() throws IOException;

    /** @return given to the sink so far; may be asked by any thread */
    long exchanges();

    /** @return bytes read so far, as they are stored; may be asked by the thread that reads */
    long bytesRead();

    /** @return bytes of all that is to be read; 0 when they are not known */
    long size();

    /** @return how many of several files could not be read at all */
    int unread();

    Report report();
}
