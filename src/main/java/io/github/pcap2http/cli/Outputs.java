package io.github.pcap2http.cli;

import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.ExchangeSink;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Request;
import io.github.pcap2http.output.Output;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** All outputs of a run as one. When one fails, the others go on to the end, and it is told then. */
final class Outputs implements ExchangeSink, Closeable {
    private record Named(String name, Output output) { }

    private final List<Named> all = new ArrayList<>(1);
    private boolean toTheEnd;
    private OutputException failure;

    void add(String name, Output output) {
        all.add(new Named(name, output));
    }

    /** Somebody counts all exchanges, even when nobody reads the outputs any more. */
    void readToTheEnd() {
        toTheEnd = true;
    }

    @Override
    public void connecting(Connection connection) {
        for (int i = 0; i < all.size(); i++) all.get(i).output.connecting(connection);
    }

    @Override
    public void connected(Connection connection) {
        for (int i = 0; i < all.size(); i++) all.get(i).output.connected(connection);
    }

    @Override
    public void started(String id, Connection connection, Moment at, Request head) {
        for (int i = 0; i < all.size(); i++) all.get(i).output.started(id, connection, at, head);
    }

    @Override
    public void finished(Exchange exchange) throws IOException {
        for (int i = 0; i < all.size(); i++) {
            try {
                all.get(i).output.finished(exchange);
            } catch (IOException e) {
                goOnWithout(i--, e);
            }
        }
    }

    @Override
    public void summedUp(Exchange exchange) {
        for (int i = 0; i < all.size(); i++) all.get(i).output.summedUp(exchange);
    }

    @Override
    public void pause() throws IOException {
        for (int i = 0; i < all.size(); i++) {
            try {
                all.get(i).output.pause();
            } catch (IOException e) {
                goOnWithout(i--, e);
            }
        }
    }

    /** As {@link Output#about}. */
    void about(List<String> notes) {
        for (Named one : all) one.output.about(notes);
    }

    /** The others are to be whole all the same. */
    private void goOnWithout(int index, IOException e) throws OutputException {
        Named one = all.get(index);
        one.output.abandon();
        OutputException thrown = new OutputException(one.name, e);
        if (!goesOnWithout(thrown)) throw thrown;
        all.remove(index);
    }

    /** @return whether the run is still of use: the failed output is not the last one, or its reader has seen enough and somebody counts */
    synchronized boolean goesOnWithout(OutputException thrown) {
        if (failure == null && !thrown.closedPipe()) failure = thrown;
        return all.size() > 1 || thrown.closedPipe() && toTheEnd;
    }

    /** @return of the first output that could not be written; null: none so far */
    synchronized OutputException failure() {
        return failure;
    }

    /** Completes each document. A second call only throws again. @throws OutputException also of one that failed before */
    @Override
    public void close() throws IOException {
        for (Named one : all) {
            try {
                one.output.close();
            } catch (IOException e) {
                OutputException thrown = new OutputException(one.name, e);
                if (!goesOnWithout(thrown)) failure = failure == null ? thrown : failure;
            }
        }
        if (failure != null) throw failure;
    }

    /** Gives up what is there. */
    void abandon() {
        for (Named one : all) one.output.abandon();
    }

    /** @return what users should be told, a line each */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        for (Named one : all) remarks.addAll(one.output.remarks());
        return remarks;
    }
}
