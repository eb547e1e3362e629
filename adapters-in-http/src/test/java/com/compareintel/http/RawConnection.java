package com.compareintel.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// A connection on which a test decides over every byte.
public final class RawConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;

    private RawConnection(Socket socket) {
        this.socket = socket;
    }

    /// A connection to a server on this machine.
    public static RawConnection to(int port) throws IOException {
        return to(port, 0);
    }

    /// A connection that takes in so little at a time; 0 for the usual.
    public static RawConnection to(int port, int receiveBuffer) throws IOException {
        Socket socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return new RawConnection(socket);
    }

    /// Sends a request without a body, its header lines ended properly.
    public RawConnection send(String... lines) throws IOException {
        return write(String.join("\r\n", lines) + "\r\n\r\n");
    }

    public RawConnection write(String text) throws IOException {
        return write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawConnection write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /// A response as it was read.
    public record Reply(int status, String head, String body) {
        /// The first header of this name.
        public Optional<String> header(String name) {
            return head.lines()
                    .filter(line ->
                            line.toLowerCase(Locale.ROOT)
                                    .startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }
    }

    /// Reads one response with a length.
    public Reply reply() throws IOException {
        String head = head();
        int length = Integer.parseInt(new Reply(0, head, "").header("content-length").orElse("0"));
        byte[] body = socket.getInputStream().readNBytes(length);
        return new Reply(
                Integer.parseInt(head.split(" ", 3)[1]),
                head,
                new String(body, StandardCharsets.UTF_8));
    }

    /// Reads the status line and the headers.
    public String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed after: " + head);
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    public InputStream input() throws IOException {
        return socket.getInputStream();
    }

    /// Whether the other side has closed the connection; whatever it still sends is read away.
    public boolean isClosedByPeer() throws IOException {
        while (socket.getInputStream().read() >= 0) {
            // read away
        }
        return true;
    }

    /// Breaks the connection off instead of closing it.
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
