package io.github.pcap2http.output;

import io.github.pcap2http.exchange.Body;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Each body in a file of its own, decoded, in a folder for its host, and {@code index.jsonl}, which says what is where, written as exchanges end.
 *
 * <p>The directory must be new or empty, and no file is ever opened that was there, nor a link followed: not even one that somebody
 * puts there meanwhile. {@link BodyName} makes names that stay inside.
 */
public final class BodyFiles implements Output {
    static final String INDEX = "index.jsonl";

    private static final int BLOCK = 1 << 16;   // bytes
    private static final int MAX_NAMES = 1000;  // of bodies that would have the same one
    private static final int ID = Literal.of("{'id':");
    private static final int METHOD = Literal.of(",'method':");
    private static final int URL = Literal.of(",'url':");
    private static final int STATUS = Literal.of(",'status':");
    private static final int REQUEST = Literal.of(",'side':'request'");
    private static final int RESPONSE = Literal.of(",'side':'response'");
    private static final int TYPE = Literal.of(",'mimeType':");
    private static final int FILE = Literal.of(",'file':");
    private static final int BYTES = Literal.of(",'bytes':");
    private static final int SIZE = Literal.of(",'size':");
    private static final int WHOLE = Literal.of(",'complete':true");
    private static final int CUT = Literal.of(",'complete':false");
    private static final int CODING = Literal.of(",'coding':");
    private static final int DIGEST = Literal.of(",'sha256':");

    private final Path directory;
    private final LiveStream index;
    private final JsonBuffer line = new JsonBuffer();
    private final byte[] block = new byte[BLOCK];

    private BodyFiles(Path directory, LiveStream index) {
        this.directory = directory;
        this.index = index;
    }

    /** @param directory is made where there is none. @throws IOException when it cannot be, or has something in it */
    public static BodyFiles in(Path directory) throws IOException {
        if (Files.exists(directory) && !Files.isDirectory(directory)) throw new NotDirectoryException(directory.toString());
        if (!Files.exists(directory)) {
            Files.createDirectory(directory);
        } else {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                if (files.iterator().hasNext()) throw new DirectoryNotEmptyException(directory.toString());
            }
        }
        return new BodyFiles(directory, new LiveStream(create(directory.resolve(INDEX))));
    }

    private static OutputStream create(Path file) throws IOException {
        return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void finished(Exchange exchange) throws IOException {
        if (exchange.request() != null) body(exchange, true);
        if (exchange.response() != null) body(exchange, false);
    }

    private void body(Exchange exchange, boolean ofRequest) throws IOException {
        Body body = ofRequest ? exchange.request().body() : exchange.response().body();
        if (body.size() == 0 && body.kept().isEmpty()) return;
        line.clear();
        line.put(ID).text(exchange.id());
        if (exchange.request() != null) line.put(METHOD).wire(exchange.request().method());
        line.put(URL).wire(exchange.url());
        if (exchange.response() != null) line.put(STATUS).number(exchange.response().status());
        Fields fields = ofRequest ? exchange.request().fields() : exchange.response().fields();
        line.put(ofRequest ? REQUEST : RESPONSE).put(TYPE).wire(MediaType.of(fields).essence());
        if (!body.kept().isEmpty()) {
            MessageDigest digest = sha256();
            String name = write(BodyName.of(exchange, ofRequest), body, digest);
            line.put(FILE).text(name).put(BYTES).number(body.kept().length());
            line.put(DIGEST).text(HexFormat.of().formatHex(digest.digest()));
        }
        line.put(SIZE).number(body.size()).put(BodyName.whole(exchange, body) ? WHOLE : CUT);
        if (body.coding() != null) line.put(CODING).wire(body.coding());
        line.raw('}').raw('\n').writeTo(index);
    }

    /** @return the name that the file got */
    private String write(String name, Body body, MessageDigest digest) throws IOException {
        Path folder = directory.resolve(name.substring(0, name.indexOf('/')));
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) throw e;
        }
        for (int i = 1; ; i++) {
            String free = i == 1 ? name : numbered(name, i);
            Path file = directory.resolve(free);
            try (OutputStream out = create(file)) {
                copy(body, digest, out);
                return free;
            } catch (FileAlreadyExistsException e) {
                if (i == MAX_NAMES) throw e;
            }
        }
    }

    /** Two exchanges have the same id where a HAR says so. */
    private static String numbered(String name, int number) {
        int ending = name.lastIndexOf('.');
        return name.substring(0, ending) + "-" + number + name.substring(ending);
    }

    private void copy(Body body, MessageDigest digest, OutputStream out) throws IOException {
        try (InputStream in = body.kept().stream()) {
            for (int count = in.read(block); count > 0; count = in.read(block)) {
                digest.update(block, 0, count);
                out.write(block, 0, count);
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has it", e);
        }
    }

    @Override
    public void pause() throws IOException {
        index.show();
    }

    @Override
    public void close() throws IOException {
        index.close();
    }

    @Override
    public void abandon() {
        index.abandon();
    }
}
