package io.github.pcap2http.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** An output that cannot be written. The message is one line: which, why, what to do. */
final class OutputException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String output;

    OutputException(String output, IOException cause) {
        super((output.equals(Arguments.STANDARD) ? "standard output" : output) + ": " + reason(output, cause), cause);
        this.output = output;
    }

    private static String reason(String output, IOException cause) {
        Path file = Path.of(output);
        Path folder = file.toAbsolutePath().getParent();
        if (cause instanceof DirectoryNotEmptyException) return "is not empty; name a new directory, or an empty one";
        if (cause instanceof NotDirectoryException) return "is a file; name a directory";
        if (cause instanceof FileSystemException e && output.equals(e.getFile()) && Files.isDirectory(file)) return "is a directory; name a file";
        if (cause instanceof NoSuchFileException && !Files.isDirectory(folder)) return "there is no directory " + folder;
        if (cause instanceof AccessDeniedException) {
            return Files.exists(file) && !Files.isWritable(file) ? "may not be written" : "the directory " + folder + " may not be written to";
        }
        if (cause instanceof FileSystemException e && e.getReason() != null) return e.getReason();
        return "writing failed: " + cause.getMessage();
    }

    /** Whether nobody reads any more, as in {@code pcap2http ... | head}. The system may say so in another language. */
    boolean closedPipe() {
        String why = String.valueOf(getCause().getMessage());
        return output.equals(Arguments.STANDARD) && (why.contains("Broken pipe") || Boolean.getBoolean("pcap2http.pipe.stdout"));
    }
}
