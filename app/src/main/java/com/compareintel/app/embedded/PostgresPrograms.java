package com.compareintel.app.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's programs, unpacked from the archive on the class path that suits this machine. They
/// are unpacked once and again only when the archive is another one. One process at a time may
/// unpack into a directory.
final class PostgresPrograms {
    /// Written when all else is in place, so that a half unpacked directory is never used.
    private static final String MARK = ".unpacked";

    private final Path root;

    private PostgresPrograms(Path root) {
        this.root = root;
    }

    /// The programs in `root`, which holds nothing else.
    static PostgresPrograms in(Path root) {
        byte[] archive = archive();
        CRC32 checksum = new CRC32();
        checksum.update(archive);
        String mark = HexFormat.of().toHexDigits(checksum.getValue());
        try {
            if (!isMarked(root, mark)) {
                delete(root);
                unpack(archive, root);
                Files.writeString(root.resolve(MARK), mark);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot unpack PostgreSQL into " + root, broken);
        }
        return new PostgresPrograms(root);
    }

    /// The path of a program.
    String path(String program) {
        return root.resolve("bin").resolve(program).toString();
    }

    private static boolean isMarked(Path root, String mark) throws IOException {
        Path file = root.resolve(MARK);
        return Files.exists(file) && Files.readString(file).equals(mark);
    }

    private static byte[] archive() {
        String name = archiveName(System.getProperty("os.name"), System.getProperty("os.arch"));
        try (InputStream archive = PostgresPrograms.class.getResourceAsStream("/" + name)) {
            if (archive == null) {
                throw new CannotEmbed("no PostgreSQL is included for this machine (" + name + ")");
            }
            return archive.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String archiveName(String system, String architecture) {
        boolean mac = system.toLowerCase(Locale.ROOT).contains("mac");
        boolean arm = List.of("aarch64", "arm64").contains(architecture);
        return "postgres-" + (mac ? "darwin" : "linux") + (arm ? "-arm_64" : "-x86_64") + ".txz";
    }

    private static void unpack(byte[] archive, Path root) throws IOException {
        try (var tar =
                new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            TarArchiveEntry entry;
            while ((entry = tar.getNextEntry()) != null) {
                Path target = root.resolve(entry.getName()).normalize();
                if (!target.startsWith(root)) {
                    throw new IOException("entry outside of the archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.resolveSibling("."));
                    unpack(entry, tar, target);
                }
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path target)
            throws IOException {
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, target);
        if ((entry.getMode() & 0100) != 0) {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /// Deletes a directory with all that is in it, if it exists.
    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
