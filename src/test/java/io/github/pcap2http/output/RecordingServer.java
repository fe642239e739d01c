package io.github.pcap2http.output;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A server on the loopback that keeps each request as it came, one a connection, and says that all is well. */
final class RecordingServer implements AutoCloseable {
    /** @param fields each line as it was, in the order of the alphabet; but for Content-Length. Strings are bytes, one a character */
    record Received(String requestLine, List<String> fields, String body) { }

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    private final List<Received> received = new ArrayList<>();

    RecordingServer() throws IOException {
        Thread thread = new Thread(this::serve, "server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** @return what came since the last call */
    synchronized List<Received> take() {
        List<Received> taken = List.copyOf(received);
        received.clear();
        return taken;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                client.setSoTimeout(5000);
                Received request = read(client.getInputStream(), client.getOutputStream());
                synchronized (this) {
                    received.add(request);
                }
                client.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // closed; or a test will miss the request
            }
        }
    }

    private static Received read(InputStream in, OutputStream out) throws IOException {
        String requestLine = line(in);
        List<String> fields = new ArrayList<>();
        long length = 0;
        boolean chunked = false;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) length = Long.parseLong(lower.substring(15).strip());
            else fields.add(line);
            chunked |= lower.equals("transfer-encoding: chunked");
            if (lower.equals("expect: 100-continue")) out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        fields.sort(null);
        String body = chunked ? chunks(in) : new String(in.readNBytes((int) length), StandardCharsets.ISO_8859_1);
        return new Received(requestLine, fields, body);
    }

    private static String chunks(InputStream in) throws IOException {
        StringBuilder body = new StringBuilder();
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            body.append(new String(in.readNBytes(size), StandardCharsets.ISO_8859_1));
            line(in);
        }
        line(in);
        return body.toString();
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) throw new IOException("cut");
            line.write(b);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
