package io.github.pcap2http.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** A file that was named as a capture: opens it, or says in one line why not, and what to do. */
record InputFile(Path path) {
    private static final int LOOKED_AT = 1000;   // files of a folder

    InputStream open() throws IOException {
        if (Files.isDirectory(path)) throw new CaptureException(path + ": " + folder());
        try {
            return Files.newInputStream(path);
        } catch (NoSuchFileException e) {
            throw new CaptureException(path + ": no such file" + (isPattern() ? "; no file fits this pattern, or it was in quotes" : ""));
        } catch (AccessDeniedException e) {
            throw new CaptureException(path + ": may not be read: permission denied (tcpdump's files often belong to root)");
        }
    }

    private boolean isPattern() {
        return path.toString().matches(".*[*?\\[{].*");
    }

    private String folder() {
        int captures = 0;
        int seen = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                if (++seen > LOOKED_AT) break;
                if (Files.isRegularFile(file) && looksLikeCapture(file)) captures++;
            }
        } catch (IOException e) {
            return "is a directory that may not be listed; name the captures in it";
        }
        if (captures == 0) return "is a directory, and no captures are in it";
        return "is a directory; it has " + captures + (seen > LOOKED_AT ? " captures or more" : captures == 1 ? " capture" : " captures")
            + "; name them: " + quoted(path.toString()) + "/*";
    }

    /** @return as a shell takes it, where it would not take it as it is */
    private static String quoted(String name) {
        return name.matches("[\\w./~+,:@%-]+") ? name : "'" + name.replace("'", "'\\''") + "'";
    }

    private static boolean looksLikeCapture(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Format.isCapture(in.readNBytes(4));
        } catch (IOException e) {
            return false;
        }
    }

    /** A file's bytes can be read a second time; those of a pipe cannot. */
    boolean isRegular() {
        return Files.isRegularFile(path);
    }

    /** @return bytes; 0 when it is no regular file */
    long size() {
        try {
            return isRegular() ? Files.size(path) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** @return what is the same for two names of one file */
    Object identity() {
        try {
            Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
            return key != null ? key : path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
