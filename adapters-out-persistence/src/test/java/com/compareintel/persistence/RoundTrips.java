package com.compareintel.persistence;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;

/// Gives the driver sockets that count round trips, how often somebody waits for an answer after
/// having asked, and how often a transaction of several statements is committed.
public final class RoundTrips extends SocketFactory {
    private static final String COMMIT = "COMMIT\0";

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final AtomicInteger COMMITS = new AtomicInteger();

    /// How many there were since the last call.
    public static int sinceLastAsked() {
        return COUNT.getAndSet(0);
    }

    /// How many transactions were committed since the last call.
    public static int commitsSinceLastAsked() {
        return COMMITS.getAndSet(0);
    }

    @Override
    public Socket createSocket() {
        return new CountingSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw new IOException("only unconnected sockets are made");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort)
            throws IOException {
        throw new IOException("only unconnected sockets are made");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw new IOException("only unconnected sockets are made");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
            throws IOException {
        throw new IOException("only unconnected sockets are made");
    }

    private static final class CountingSocket extends Socket {
        private boolean asked;

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(int b) throws IOException {
                    asked = true;
                    out.write(b);
                }

                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    asked = true;
                    countCommits(new String(bytes, from, length, StandardCharsets.ISO_8859_1));
                    out.write(bytes, from, length);
                }
            };
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    count();
                    return in.read();
                }

                @Override
                public int read(byte[] bytes, int from, int length) throws IOException {
                    count();
                    return in.read(bytes, from, length);
                }
            };
        }

        private static void countCommits(String said) {
            for (int at = said.indexOf(COMMIT); at >= 0; at = said.indexOf(COMMIT, at + 1)) {
                COMMITS.incrementAndGet();
            }
        }

        private void count() {
            if (asked) {
                asked = false;
                COUNT.incrementAndGet();
            }
        }
    }
}
