package com.compareintel.accounts.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// A mail server of a few words, without TLS, one conversation after the other.
final class PlainMailServer implements AutoCloseable {
    /// What was said in each conversation, a line each.
    final BlockingQueue<List<String>> conversations = new LinkedBlockingQueue<>();

    private final ServerSocket socket;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final String greeting;

    /// @param greeting `220` for a server that is ready, anything else for one that is not
    PlainMailServer(String greeting) {
        this.greeting = greeting;
        try {
            socket = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        executor.execute(this::serve);
    }

    SmtpAddress address() {
        return SmtpAddress.parse("smtp://127.0.0.1:" + socket.getLocalPort());
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                conversations.add(converse(client));
            } catch (IOException gone) {
                // The client left, or the server was closed, which ends the loop.
            }
        }
    }

    private List<String> converse(Socket client) throws IOException {
        List<String> said = new ArrayList<>();
        BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        say(client, greeting + " here");
        boolean data = false;
        for (@Nullable String line = in.readLine(); line != null; line = in.readLine()) {
            said.add(line);
            if (data) {
                data = !line.equals(".");
                if (!data) {
                    say(client, "250 taken");
                }
            } else if (line.equals("DATA")) {
                data = true;
                say(client, "354 go on");
            } else if (line.equals("QUIT")) {
                say(client, "221 bye");
                return said;
            } else {
                say(client, "250 fine");
            }
        }
        return said;
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        socket.close();
        executor.close();
    }
}
