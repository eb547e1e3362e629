package com.compareintel.app.proxies;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A real proxy with the configuration that is deployed, in which only the port it listens on and
/// those of the instances are other ones.
public final class Proxy implements AutoCloseable {
    /// Surefire starts a test in the directory of its module.
    private static final Path DEPLOYED = Path.of("..", "deploy");

    private static final long PATIENCE_SECONDS = 20;
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private final Process process;
    private final int port;

    private Proxy(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// The proxies there are configurations for.
    public enum Kind {
        NGINX("nginx"),
        HAPROXY("haproxy");

        private final String program;

        Kind(String program) {
            this.program = program;
        }

        /// Where its program is, if it is installed.
        public Optional<Path> installed() {
            String path = System.getenv().getOrDefault("PATH", "");
            return Stream.concat(Stream.of(path.split(":", -1)), Stream.of("/usr/sbin"))
                    .map(directory -> Path.of(directory, program))
                    .filter(Files::isExecutable)
                    .findFirst();
        }

        /// What a test that is skipped says.
        public String missing() {
            return program + " is not installed: the deployed configuration was not tested";
        }
    }

    /// Starts one in front of two ports of the loopback interface; it serves when this returns.
    public static Proxy start(Kind kind, Path directory, int one, int two)
            throws IOException, InterruptedException {
        int port = freePort();
        Path program = kind.installed().orElseThrow();
        Path log = directory.resolve(kind + ".log");
        List<String> command =
                switch (kind) {
                    case NGINX -> nginx(program, directory, port, one, two);
                    case HAPROXY -> haproxy(program, directory, port, one, two);
                };
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        Proxy proxy = new Proxy(process, port);
        try {
            proxy.awaitServing(log);
        } catch (AssertionError broken) {
            proxy.close();
            throw broken;
        }
        return proxy;
    }

    private static List<String> nginx(Path program, Path directory, int port, int one, int two)
            throws IOException {
        Path site = directory.resolve("compare-intel.conf");
        Files.writeString(
                site,
                instances(
                        replaced(
                                Files.readString(DEPLOYED.resolve("nginx/compare-intel.conf")),
                                "listen 80;",
                                "listen 127.0.0.1:" + port + ";"),
                        one,
                        two));
        // As Debian has it around a site; files are kept where anybody may write them.
        Path main = directory.resolve("nginx.conf");
        Files.writeString(
                main,
                """
                %s
                daemon off;
                worker_processes auto;
                pid %2$s/nginx.pid;
                error_log stderr;
                events { worker_connections 768; }
                http {
                    sendfile on;
                    tcp_nopush on;
                    default_type application/octet-stream;
                    access_log off;
                    client_body_temp_path %2$s/body;
                    proxy_temp_path %2$s/proxy;
                    fastcgi_temp_path %2$s/fastcgi;
                    uwsgi_temp_path %2$s/uwsgi;
                    scgi_temp_path %2$s/scgi;
                    gzip on;
                    include %3$s;
                }
                """
                        .formatted(ROOT ? "user root root;" : "", directory, site));
        return List.of(program.toString(), "-c", main.toString(), "-p", directory.toString());
    }

    private static List<String> haproxy(Path program, Path directory, int port, int one, int two)
            throws IOException {
        String deployed = Files.readString(DEPLOYED.resolve("haproxy/haproxy.cfg"));
        if (!ROOT) {
            // Who is not root has nothing to give up.
            deployed = deployed.replaceAll("(?m)^ +(user|group|chroot) .*\n", "");
        }
        Path file = directory.resolve("haproxy.cfg");
        Files.writeString(
                file,
                instances(
                        replaced(deployed, "bind :80\n", "bind 127.0.0.1:" + port + "\n"),
                        one,
                        two));
        return List.of(program.toString(), "-db", "-f", file.toString());
    }

    private static String instances(String text, int one, int two) {
        return replaced(
                replaced(text, "127.0.0.1:8080", "127.0.0.1:" + one),
                "127.0.0.1:8081",
                "127.0.0.1:" + two);
    }

    private static String replaced(String text, String old, String changed) {
        if (!text.contains(old)) {
            throw new AssertionError("the configuration has no " + old.strip());
        }
        return text.replace(old, changed);
    }

    /// A port that nobody listens on.
    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitServing(Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < deadline) {
            try (var socket = new Socket()) {
                socket.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
                return;
            } catch (IOException notYet) {
                if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                    break;
                }
            }
        }
        throw new AssertionError("it does not serve: " + Files.readString(log));
    }

    /// Where clients call.
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException late) {
            process.destroyForcibly();
            throw new AssertionError("the proxy runs on", late);
        }
    }
}
