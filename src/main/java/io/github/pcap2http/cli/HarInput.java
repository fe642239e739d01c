package io.github.pcap2http.cli;

import io.github.pcap2http.exchange.ExchangeSink;
import io.github.pcap2http.harfile.FirstBytes;
import io.github.pcap2http.run.HarPipeline;
import io.github.pcap2http.run.Options;
import io.github.pcap2http.run.Report;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** HARs and JSON lines, whose exchanges are taken as they are. */
final class HarInput implements Input {
    private final List<Path> files;
    private final InputStream pipe;   // null: files are read
    private final String name;
    private final List<String> unread = new ArrayList<>();
    private HarPipeline pipeline;

    private HarInput(List<Path> files, InputStream pipe, String name) {
        this.files = files;
        this.pipe = pipe;
        this.name = name;
    }

    /** @param in from its first byte on */
    static HarInput ofPipe(InputStream in, String name) {
        return new HarInput(List.of(), in, name);
    }

    /** @param files at least one */
    static HarInput of(List<Path> files) throws UsageException {
        for (int i = 0; i < files.size(); i++) {
            if (files.indexOf(files.get(i)) < i) throw new UsageException(files.get(i) + " was given twice");
        }
        return new HarInput(files, null, files.get(0) + (files.size() == 1 ? "" : " and " + (files.size() - 1) + " more"));
    }

    @Override
    public Map<String, String> hostNames() {
        return Map.of();
    }

    @Override
    public long beganNanos() {
        return pipeline.beganNanos();
    }

    @Override
    public void begin(Options options, ExchangeSink sink) throws IOException {
        pipeline = new HarPipeline(options, sink);
        if (pipe != null) pipeline.add(pipe, name);
        for (Path file : files) add(file);
    }

    private void add(Path file) throws IOException {
        try {
            FirstBytes first = new FirstBytes(Files.newInputStream(file));
            if (!first.areJson()) {
                first.all().close();
                throw new IOException("is no HAR, as others are here; captures and HARs are not read together");
            }
            pipeline.add(first.all(), file.toString());
        } catch (IOException e) {
            String why = e instanceof NoSuchFileException ? "no such file" : e instanceof AccessDeniedException ? "may not be read: permission denied"
                : Files.isDirectory(file) ? "is a directory" : e.getMessage();
            if (files.size() == 1) throw new IOException(file + ": " + why, e);
            unread.add(file + ": " + why);
        }
    }

    @Override
    public void read(Runnable tick) throws IOException {
        pipeline.read(tick);
    }

    @Override
    public void end() throws IOException {
        pipeline.end();
    }

    @Override
    public long exchanges() {
        return pipeline.exchanges();
    }

    @Override
    public long bytesRead() {
        return pipeline.bytesRead();
    }

    @Override
    public long size() {
        return files.stream().mapToLong(file -> file.toFile().length()).sum();
    }

    @Override
    public int unread() {
        return unread.size() + pipeline.foreign();
    }

    @Override
    public Report report() {
        return pipeline.summary(name, unread);
    }

    @Override
    public void close() throws IOException {
        if (pipeline != null) pipeline.close();
        if (pipe != null) pipe.close();
    }
}
