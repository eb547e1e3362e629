package com.compareintel.app.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Processor time that was used, in seconds, as the kernel counts it: in hundredths.
///
/// @param user by the program itself
/// @param kernel by the kernel for it
record Cpu(double user, double kernel) {
    private static final double TICKS_PER_SECOND = 100;
    private static final Path PROC = Path.of("/proc");

    /// Where fields are counted from, for names of programs may have blanks in them.
    private static final int PARENT = 1;

    private static final int USER = 11;

    /// Of a process with all its threads, ended ones too.
    static Cpu of(long pid) {
        String[] fields = fields(PROC.resolve(Long.toString(pid)));
        return new Cpu(ticks(fields, USER), ticks(fields, USER + 1));
    }

    /// Of a process and its children, ended ones too.
    static Cpu ofFamily(long pid) {
        String[] own = fields(PROC.resolve(Long.toString(pid)));
        Cpu sum = of(pid).plus(new Cpu(ticks(own, USER + 2), ticks(own, USER + 3)));
        try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : all) {
                String[] fields = fields(process);
                if (fields.length > PARENT && fields[PARENT].equals(Long.toString(pid))) {
                    sum = sum.plus(new Cpu(ticks(fields, USER), ticks(fields, USER + 1)));
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return sum;
    }

    /// Of the whole machine: what was used, by whomever.
    static Cpu ofMachine() {
        try {
            String[] fields = Files.readAllLines(PROC.resolve("stat")).getFirst().split(" +", -1);
            double user = ticks(fields, 1) + ticks(fields, 2);
            double kernel = ticks(fields, 3) + ticks(fields, 6) + ticks(fields, 7);
            return new Cpu(user, kernel + ticks(fields, 8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static double ticks(String[] fields, int at) {
        return at < fields.length ? Long.parseLong(fields[at]) / TICKS_PER_SECOND : 0;
    }

    private static String[] fields(Path process) {
        try {
            String line = Files.readString(process.resolve("stat"));
            return line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        } catch (NoSuchFileException gone) {
            return new String[0];
        } catch (IOException gone) {
            if (Files.exists(process)) {
                throw new UncheckedIOException(gone);
            }
            return new String[0];
        }
    }

    Cpu plus(Cpu other) {
        return new Cpu(user + other.user, kernel + other.kernel);
    }

    Cpu since(Cpu before) {
        return new Cpu(user - before.user, kernel - before.kernel);
    }

    double total() {
        return user + kernel;
    }
}
