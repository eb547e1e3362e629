package com.compareintel.app.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/// Where the product's processor time and allocations go while it relays, by what its Java runtime
/// records of itself.
final class Profile {
    private static final int TOP = 25;
    private static final String OURS = "com.compareintel.";

    private final Map<String, Double> methods = new HashMap<>();
    private final Map<String, Double> ours = new HashMap<>();
    private final Map<String, Double> threads = new HashMap<>();
    private final Map<String, Double> classes = new HashMap<>();
    private final Map<String, Double> makers = new HashMap<>();
    private final Map<Long, Long> firstAllocated = new HashMap<>();
    private final Map<Long, Long> lastAllocated = new HashMap<>();

    private Profile() {}

    static void begin(long pid) {
        jcmd(
                pid,
                "JFR.start",
                "name=bench",
                "settings=profile",
                "jdk.CPUTimeSample#enabled=true",
                "jdk.CPUTimeSample#throttle=5ms");
    }

    /// Ends the recording and reads it.
    static Profile end(long pid, Path file) {
        jcmd(pid, "JFR.stop", "name=bench", "filename=" + file);
        Profile profile = new Profile();
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                profile.take(recording.readEvent());
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return profile;
    }

    private void take(RecordedEvent event) {
        switch (event.getEventType().getName()) {
            case "jdk.CPUTimeSample" -> sample(event);
            case "jdk.ObjectAllocationSample" -> allocation(event);
            case "jdk.ThreadAllocationStatistics" -> {
                long thread = event.getThread("thread").getId();
                long bytes = event.getLong("allocated");
                firstAllocated.merge(thread, bytes, Math::min);
                lastAllocated.merge(thread, bytes, Math::max);
            }
            default -> {}
        }
    }

    private void sample(RecordedEvent event) {
        if (event.getThread() != null) {
            count(threads, event.getThread().getJavaName() + "", 1);
        }
        RecordedStackTrace trace = event.getStackTrace();
        if (trace == null || trace.getFrames().isEmpty()) {
            count(methods, "(no trace)", 1);
            return;
        }
        count(methods, name(trace.getFrames().getFirst()), 1);
        count(ours, own(trace), 1);
    }

    private void allocation(RecordedEvent event) {
        double bytes = event.getLong("weight");
        RecordedClass type = event.getClass("objectClass");
        count(classes, type.getName(), bytes);
        RecordedStackTrace trace = event.getStackTrace();
        count(makers, trace == null ? "(no trace)" : own(trace), bytes);
    }

    /// The innermost method of ours, or else the outermost that is no thread's beginning.
    private static String own(RecordedStackTrace trace) {
        Optional<String> own =
                trace.getFrames().stream()
                        .map(Profile::name)
                        .filter(name -> name.startsWith(OURS))
                        .findFirst();
        return own.orElseGet(() ->
                trace.getFrames().stream()
                        .map(Profile::name)
                        .filter(name -> name.startsWith("io."))
                        .reduce((inner, outer) -> outer)
                        .orElse("(the runtime)"));
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }

    private static void count(Map<String, Double> to, String what, double much) {
        to.merge(what, much, Double::sum);
    }

    /// Bytes that all threads allocated while it was recorded.
    long allocated() {
        return lastAllocated.entrySet().stream()
                .mapToLong(last -> last.getValue() - firstAllocated.getOrDefault(last.getKey(), 0L))
                .sum();
    }

    String text() {
        return top("CPU by thread", threads)
                + top("CPU by method", methods)
                + top("CPU by the innermost method of ours", ours)
                + top("allocation by class", classes)
                + top("allocation by the innermost method of ours", makers);
    }

    private static String top(String title, Map<String, Double> counts) {
        double all = counts.values().stream().mapToDouble(count -> count).sum();
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(TOP)
                .map(each -> "%5.1f %%  %s".formatted(100 * each.getValue() / all, each.getKey()))
                .collect(Collectors.joining("\n", title + "\n", "\n\n"));
    }

    private static void jcmd(long pid, String... words) {
        try {
            List<String> command =
                    new ArrayList<>(
                            List.of(
                                    Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                            .toString(),
                                    Long.toString(pid)));
            command.addAll(List.of(words));
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + ": " + said);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
