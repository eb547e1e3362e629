package com.compareintel.app.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Runs a script with PostgreSQL's own measuring program, statements prepared once for each
/// connection.
final class Pgbench {
    private final Path program;
    private final Database database;
    private final String name;
    private final PgbenchScript script;
    private final Path directory;

    /// @param name of the database
    /// @param directory for what it reads and writes
    Pgbench(Database database, String name, PgbenchScript script, Path directory)
            throws IOException {
        this.program = database.program("pgbench");
        this.database = database;
        this.name = name;
        this.script = script;
        this.directory = directory;
        Files.writeString(file(), script.text());
    }

    private Path file() {
        return directory.resolve("script.sql");
    }

    /// Lets so many clients do it again and again, and answers how long each transaction took.
    Turns run(int clients, int seconds) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                program.toString(),
                                "--no-vacuum",
                                "--protocol=prepared",
                                "--client=" + clients,
                                "--jobs="
                                        + Math.min(
                                                clients,
                                                Runtime.getRuntime().availableProcessors()),
                                "--time=" + seconds,
                                "--file=" + file(),
                                "--log",
                                "--log-prefix=" + directory.resolve("times"),
                                "--host=127.0.0.1",
                                "--port=" + database.port(),
                                "--username=" + Database.USER));
        script.variables()
                .forEach((variable, value) -> {
                    command.add("-D");
                    command.add(variable + "=" + value);
                });
        command.add(name);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("pgbench: " + said);
        }
        return new Turns(times(), seconds);
    }

    /// The third word of each line is how many microseconds a transaction took.
    private List<Double> times() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.filter(file -> file.getFileName().toString().startsWith("times.")).toList();
        }
        List<String> lines = new ArrayList<>();
        for (Path file : files) {
            lines.addAll(Files.readAllLines(file));
            Files.delete(file);
        }
        return lines.stream().map(line -> Double.valueOf(line.split(" ", -1)[2])).toList();
    }
}
