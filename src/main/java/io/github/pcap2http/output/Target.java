package io.github.pcap2http.output;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Where a document goes: a file, or a stream that somebody else owns. */
public final class Target {
    private static final int MAX_NAMES = 1000;
    private static final int MAX_LINKS = 40;   // to each other

    private final String name;
    private final Path file;
    private final OutputStream stream;
    private final boolean aside;

    private Target(String name, Path file, OutputStream stream, boolean aside) {
        this.name = name;
        this.file = file;
        this.stream = stream;
        this.aside = aside;
    }

    public static Target file(Path file) {
        return file(file, false);
    }

    /** @param aside whether what is long is written, and compressed, by a thread of its own */
    public static Target file(Path file, boolean aside) {
        return new Target(file.toString(), file, null, aside);
    }

    /** @param stream is flushed but never closed; a {@link PrintStream}'s silent errors are made loud */
    public static Target stream(OutputStream stream) {
        return new Target("standard output", null, stream, false);
    }

    /** @return the name for messages */
    public String name() {
        return name;
    }

    /** @return the same document for the time being in {@code stream}, which is flushed but never closed */
    Target elsewhere(OutputStream stream) {
        return new Target(name, null, stream, false);
    }

    /** @return how the name says that the document is to be compressed */
    private Compression compression() {
        return Compression.ofFile(file.toString());
    }

    /** @return a stream whose bytes can be seen as soon as they are flushed, where they are not compressed */
    public OutputStream inPlace() throws IOException {
        if (file == null) return new Borrowed(stream);
        OutputStream out = compression().into(Files.newOutputStream(file));
        return Files.isRegularFile(file) ? new WriteBehind(out, aside) : out;
    }

    /** @return a draft that appears as the target when it is whole, where the target is a regular file or a new one */
    public Draft draft() throws IOException {
        boolean special = file != null && Files.exists(file) && !Files.isRegularFile(file);
        return file == null || special ? new Draft(inPlace(), null, null, null) : besideFile();
    }

    private Draft besideFile() throws IOException {
        Path real = Files.exists(file) ? file.toRealPath() : linked();
        if (Files.exists(real) && !Files.isWritable(real)) throw new AccessDeniedException(file.toString());
        for (int i = 0; ; i++) {
            String number = i == 0 ? "" : "." + i;
            Path part = real.resolveSibling(real.getFileName() + number + ".part");
            try {
                Files.createFile(part);
                FileOutputStream out = opened(part);
                FileChannel channel = compression() == Compression.NONE ? out.getChannel() : null;
                return new Draft(new WriteBehind(compression().into(out), aside), channel, part, real);
            } catch (FileAlreadyExistsException e) {
                if (i == MAX_NAMES) throw e;
            }
        }
    }

    /** @return where a file would be made: the name, or what it is a link to, though that is not there yet */
    private Path linked() throws IOException {
        Path at = file.toAbsolutePath();
        for (int i = 0; i < MAX_LINKS && Files.isSymbolicLink(at); i++) at = at.resolveSibling(Files.readSymbolicLink(at));
        return at;
    }

    /**
     * @param part has just been made. It is not truncated: ext4 writes all of a file that was to the disk when it is closed, and the close
     *     waits. Not a channel's stream, as an interrupt would close that
     */
    private static FileOutputStream opened(Path part) throws IOException {
        return new FileOutputStream(new RandomAccessFile(part.toFile(), "rw").getFD());
    }

    /** Bytes that become the target when {@link #publish} is called, and else vanish when it is closed. */
    public static final class Draft implements Closeable {
        private final OutputStream out;
        private final FileChannel channel;
        private final Path part;
        private final Path whole;
        private boolean published;

        private Draft(OutputStream out, FileChannel channel, Path part, Path whole) {
            this.out = out;
            this.channel = channel;
            this.part = part;
            this.whole = whole;
        }

        /** @return where to write to */
        public OutputStream out() {
            return out;
        }

        /** @return what {@link #out} writes to, when it is flushed, where that is a file and the bytes are not changed on the way; else null */
        FileChannel channel() {
            return channel;
        }

        /** @return what was written to the {@link #channel} so far, to be read; the caller's to close */
        FileChannel written() throws IOException {
            return FileChannel.open(part, StandardOpenOption.READ);
        }

        /** @return where other files that wait for this document may lie; null for the system's directory */
        public Path directory() {
            return part == null ? null : part.getParent();
        }

        /** The document is whole. */
        public void publish() throws IOException {
            out.close();
            if (part != null) appear();
            published = true;
        }

        private void appear() throws IOException {
            keepPermissions();
            try {
                Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
            }
        }

        /** Throws what is not published away. Never fails: it follows a failure that is the one to report. */
        @Override
        public void close() {
            if (published) return;
            try {
                out.close();
            } catch (IOException e) {
                // the disk is full or the pipe closed: what is thrown away need not be whole
            }
            try {
                if (part != null) Files.deleteIfExists(part);
            } catch (IOException e) {
                // it stays, under a name that says it is not whole
            }
        }

        /** What replaces a file shall not be readable by more people than the file was. */
        private void keepPermissions() throws IOException {
            boolean posix = Files.getFileStore(part).supportsFileAttributeView("posix");
            if (posix && Files.exists(whole, LinkOption.NOFOLLOW_LINKS)) {
                Files.setPosixFilePermissions(part, Files.getPosixFilePermissions(whole));
            }
        }
    }

    /** A stream that is not ours to close. */
    private static final class Borrowed extends FilterOutputStream {
        Borrowed(OutputStream stream) {
            super(stream);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
            if (out instanceof PrintStream print && print.checkError()) throw new IOException("the output was closed");
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
