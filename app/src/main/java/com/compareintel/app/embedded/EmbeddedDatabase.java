package com.compareintel.app.embedded;

import com.compareintel.app.wiring.DatabaseAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The database that the service brings along. Everything lies in one directory: the data, the
/// programs, the server's log, the password, and a lock that one process at a time holds, so that a
/// second one never stops the database of the first.
public final class EmbeddedDatabase implements AutoCloseable {
    /// Data of one major version cannot be read by another, so the version is part of the name.
    private static final String NAME = "postgres-17";

    private static final int PASSWORD_BYTES = 24;

    /// A server that is starting is ready within moments; the first start takes seconds.
    private static final Duration JOIN_PATIENCE = Duration.ofSeconds(20);

    private static final Duration JOIN_LOOK = Duration.ofMillis(100);

    private final Path directory;
    private final DatabaseAddress address;
    private final @Nullable PostgresServer server;
    private final @Nullable FileChannel lock;

    private EmbeddedDatabase(
            Path directory,
            DatabaseAddress address,
            @Nullable PostgresServer server,
            @Nullable FileChannel lock) {
        this.directory = directory;
        this.address = address;
        this.server = server;
        this.lock = lock;
    }

    /// Starts the database of this directory.
    ///
    /// @throws CannotEmbed if it cannot be started, or another process has started it
    public static EmbeddedDatabase start(Path directory) {
        Path root = made(directory);
        return lock(root)
                .map(lock -> start(root, lock))
                .orElseThrow(() -> new CannotEmbed(inUse(root)));
    }

    /// Starts the database of this directory, or uses the one that another process has started.
    ///
    /// @throws CannotEmbed if neither works
    public static EmbeddedDatabase startOrJoin(Path directory) {
        Path root = made(directory);
        Path data = root.resolve(NAME);
        long deadline = System.nanoTime() + JOIN_PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<FileChannel> lock = lock(root);
            if (lock.isPresent()) {
                return start(root, lock.get());
            }
            OptionalInt port = PostgresServer.readyPort(data);
            if (port.isPresent()) {
                return new EmbeddedDatabase(data, address(root, port.getAsInt()), null, null);
            }
            awaitChange(root);
        }
        throw new CannotEmbed(inUse(root));
    }

    private static EmbeddedDatabase start(Path root, FileChannel lock) {
        try {
            PostgresPrograms programs = PostgresPrograms.in(root.resolve("postgres-programs"));
            Path data = root.resolve(NAME);
            PostgresServer server = new PostgresServer(programs, data, root.resolve(NAME + ".log"));
            if (!Files.exists(data)) {
                writePassword(passwordFile(root));
            }
            server.initialise(passwordFile(root));
            DatabaseAddress address = address(root, server.start());
            return new EmbeddedDatabase(data, address, server, lock);
        } catch (RuntimeException failed) {
            close(lock);
            throw failed;
        }
    }

    /// Where to find the database.
    public DatabaseAddress address() {
        return address;
    }

    /// Where the data is kept.
    public Path directory() {
        return directory;
    }

    /// Stops the server if it was started here, and waits until all is written.
    @Override
    public void close() {
        try {
            if (server != null) {
                server.stop();
            }
        } finally {
            if (lock != null) {
                close(lock);
            }
        }
    }

    private static DatabaseAddress address(Path root, int port) {
        try {
            String password = Files.readString(passwordFile(root)).strip();
            return new DatabaseAddress(
                    "127.0.0.1:" + port + "/postgres",
                    Optional.of(PostgresServer.USER),
                    Optional.of(password),
                    Map.of());
        } catch (IOException unreadable) {
            throw new CannotEmbed("its password is missing: " + passwordFile(root));
        }
    }

    private static Path passwordFile(Path root) {
        return root.resolve(NAME + ".password");
    }

    private static void writePassword(Path file) {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        try {
            Files.deleteIfExists(file);
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, HexFormat.of().formatHex(random));
        } catch (IOException broken) {
            throw new CannotEmbed("cannot write " + file);
        }
    }

    private static Path made(Path directory) {
        try {
            if (!Files.exists(directory)) {
                Files.createDirectories(
                        directory,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
            }
            return directory.toRealPath();
        } catch (IOException broken) {
            throw new CannotEmbed("cannot write to DATA_DIR " + directory);
        }
    }

    /// The lock of the directory; empty if somebody else has it. It ends with the process at the
    /// latest, however that ends.
    private static Optional<FileChannel> lock(Path root) {
        try {
            FileChannel channel =
                    FileChannel.open(
                            lockFile(root),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            channel.truncate(0);
            String holder = Long.toString(ProcessHandle.current().pid());
            channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.US_ASCII)));
            return Optional.of(channel);
        } catch (IOException broken) {
            throw new CannotEmbed("cannot write " + lockFile(root));
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static Path lockFile(Path root) {
        return root.resolve(NAME + ".lock");
    }

    private static String inUse(Path root) {
        return holder(root).map(pid -> "process " + pid).orElse("another process")
                + " is using the database in "
                + root
                + " (stop it, or give this one a DATA_DIR of its own)";
    }

    private static void close(FileChannel lock) {
        try {
            lock.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// Waits until the process that has the lock ends, or a moment for the server it starts.
    private static void awaitChange(Path root) {
        try {
            holder(root)
                    .flatMap(ProcessHandle::of)
                    .filter(process -> !process.equals(ProcessHandle.current()))
                    .map(ProcessHandle::onExit)
                    .orElseGet(CompletableFuture::new)
                    .get(JOIN_LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException runsOn) {
            // It may have become ready.
        } catch (ExecutionException unwatchable) {
            throw new CannotEmbed(inUse(root));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CannotEmbed("interrupted");
        }
    }

    /// The process that has the lock, if it has said so.
    private static Optional<Long> holder(Path root) {
        try {
            return Optional.of(Files.readString(lockFile(root)).strip())
                    .filter(pid -> pid.matches("\\d{1,18}"))
                    .map(Long::parseLong);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
