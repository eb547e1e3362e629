package com.compareintel.app.bench;

import com.compareintel.app.faults.Until;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A control group of the kernel's whose processes have half a core together. Whatever they start
/// is in it too, and is counted.
final class HalfCore implements AutoCloseable {
    private static final Path GROUPS = Path.of("/sys/fs/cgroup");
    private static final int PERIOD_MICROS = 100_000;
    private static final int QUOTA_MICROS = PERIOD_MICROS / 2;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path group;

    /// What the kernel keeps in them is the quota, and the period that it is of.
    private final List<String> files;

    private HalfCore(Path group, List<String> files) {
        this.group = group;
        this.files = files;
    }

    /// Makes one, by the first or the second of the kernel's interfaces; empty where that is not
    /// allowed.
    static Optional<HalfCore> make() {
        String name = "bench-" + ProcessHandle.current().pid();
        return make(
                        GROUPS.resolve("cpu").resolve(name),
                        List.of("cpu.cfs_quota_us", "cpu.cfs_period_us"),
                        List.of("" + QUOTA_MICROS, "" + PERIOD_MICROS))
                .or(() ->
                        make(
                                GROUPS.resolve(name),
                                List.of("cpu.max"),
                                List.of(QUOTA_MICROS + " " + PERIOD_MICROS)));
    }

    private static Optional<HalfCore> make(Path group, List<String> files, List<String> values) {
        try {
            Files.createDirectory(group);
        } catch (IOException notHere) {
            return Optional.empty();
        }
        HalfCore made = new HalfCore(group, files);
        try {
            for (int i = 0; i < files.size(); i++) {
                Path file = group.resolve(files.get(i));
                if (!Files.exists(file)) {
                    throw new NoSuchFileException(file.toString());
                }
                Files.writeString(file, values.get(i));
            }
            return Optional.of(made);
        } catch (IOException notThis) {
            made.delete();
            return Optional.empty();
        }
    }

    /// Puts a process into it, with all that it starts from now on.
    void take(long pid) {
        try {
            Files.writeString(group.resolve("cgroup.procs"), "" + pid);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private List<String> processes() {
        try {
            return Files.readAllLines(group.resolve("cgroup.procs"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// Bytes of memory that its processes have, what some of them share counted once.
    long memory() {
        return processes().stream().mapToLong(HalfCore::share).sum();
    }

    private static long share(String pid) {
        try {
            return Files.readAllLines(Path.of("/proc", pid, "smaps_rollup")).stream()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .sum();
        } catch (IOException gone) {
            return 0;
        }
    }

    /// How much of a core its processes have together, as the kernel has it.
    double cores() {
        double[] micros =
                files.stream()
                        .flatMap(file -> Stream.of(read(file).split(" ", -1)))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
        return micros[0] / micros[1];
    }

    private String read(String file) {
        try {
            return Files.readString(group.resolve(file)).strip();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// How many processes are in it.
    int count() {
        return processes().size();
    }

    /// What its processes have used that run now.
    Cpu cpu() {
        return processes().stream()
                .map(pid -> Cpu.of(Long.parseLong(pid)))
                .reduce(new Cpu(0, 0), Cpu::plus);
    }

    /// Waits for its processes to end, which is none of its business otherwise.
    @Override
    public void close() {
        Until.met("all in " + group + " have ended", PATIENCE, () -> processes().isEmpty());
        delete();
    }

    private void delete() {
        try {
            Files.delete(group);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
