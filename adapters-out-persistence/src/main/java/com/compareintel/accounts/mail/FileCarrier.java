package com.compareintel.accounts.mail;

import com.compareintel.core.signin.Letter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// Keeps letters in files that only the service's user can read, the latest thousand, and shows
/// them.
final class FileCarrier implements Carrier {
    /// About a megabyte.
    static final int MOST = 1_000;

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS").withZone(ZoneOffset.UTC);

    private final Path directory;
    private final Optional<PrintStream> terminal;
    private final Clock clock;
    private final AtomicLong number = new AtomicLong();

    /// @param terminal where letters are shown
    FileCarrier(Path directory, Optional<PrintStream> terminal, Clock clock) {
        this.directory = directory;
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public void carry(Letter letter) throws NotDelivered {
        String text =
                "To: "
                        + letter.to().text()
                        + "\nSubject: "
                        + letter.subject()
                        + "\n\n"
                        + letter.text();
        try {
            Files.createDirectories(directory, only("rwx------"));
            String name =
                    "%s-%06d.txt"
                            .formatted(STAMP.format(clock.instant()), number.incrementAndGet());
            Path file = Files.createFile(directory.resolve(name), only("rw-------"));
            Files.writeString(file, text, StandardOpenOption.WRITE);
            dropOld();
        } catch (IOException failed) {
            throw new NotDelivered(failed);
        }
        terminal.ifPresent(stream -> stream.println("\n" + text.indent(2)));
    }

    private static FileAttribute<?>[] only(String permissions) {
        Set<String> views = FileSystems.getDefault().supportedFileAttributeViews();
        return views.contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private void dropOld() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> letters =
                    files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
            for (Path old : letters.subList(0, Math.max(0, letters.size() - MOST))) {
                Files.deleteIfExists(old);
            }
        }
    }
}
