package com.compareintel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./run` and the cache that the Java runtime starts from: the real script over a program that
/// ends at once.
final class LauncherTest {
    private static final Path SOURCES = Path.of("..");
    private static final long PATIENCE_SECONDS = 60;

    /// Where the runtime says that it found the program's class.
    private static final String FROM_CACHE = "source: shared objects file";

    private static final String FROM_JAR = "source: file:";

    /// Beyond the numbers that processes have: of one that was killed while it wrote.
    private static final String GONE = "4194305";

    @TempDir private Path root;
    private Path build;
    private String javaOptions = "-XX:+UseSerialGC -Xlog:class+load";

    /// Stands for the product.
    static final class Brief {
        private Brief() {}

        public static void main(String[] arguments) {
            System.out.println("served " + String.join(" ", arguments));
        }
    }

    @BeforeEach
    void build() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash: ./run was not tested");
        build = Files.createDirectories(root.resolve("target/run/build"));
        Files.writeString(root.resolve("target/run/current"), "build");
        Files.createDirectories(root.resolve(".mvn"));
        Files.copy(SOURCES.resolve(".mvn/find-jdk.sh"), root.resolve(".mvn/find-jdk.sh"));
        Files.copy(SOURCES.resolve("run"), root.resolve("run"));
        pack("1");
    }

    @Test
    void a_start_uses_what_an_earlier_one_wrote_if_it_is_whole_and_for_this_program()
            throws Exception {
        assertThat(start()).contains("served").contains(FROM_JAR);
        awaitCaches(1);
        assertThat(start()).contains("served").contains(FROM_CACHE);

        Path cache = files(".aot").getFirst();
        Path half = Files.writeString(cache.resolveSibling(cache.getFileName() + "." + GONE), "");
        try (var file = new RandomAccessFile(cache.toFile(), "rw")) {
            file.seek(file.length() / 2);
            file.write(new byte[1_000]);
        }

        assertThat(start()).contains("served").contains(FROM_JAR);
        assertThat(half).doesNotExist();
        awaitCaches(1);
        assertThat(start()).contains("served").contains(FROM_CACHE);

        pack("2");

        assertThat(start()).contains("served").contains(FROM_JAR);
        awaitCaches(2);
    }

    @Test
    void nothing_is_written_for_an_order_that_is_no_service() throws Exception {
        assertThat(start("key", "--tier", "pro")).contains("served key --tier pro");

        assertThat(root.resolve("target/run/rehearsal.log")).doesNotExist();
    }

    /// Another version of the program is another file.
    private void pack(String version) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, version);
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Brief.class.getName());
        String entry = Brief.class.getName().replace('.', '/') + ".class";
        try (var jar =
                        new JarOutputStream(
                                Files.newOutputStream(build.resolve("compare-intel.jar")),
                                manifest);
                var program = Brief.class.getResourceAsStream("/" + entry)) {
            jar.putNextEntry(new JarEntry(entry));
            program.transferTo(jar);
        }
    }

    @Test
    void what_the_operator_says_of_the_runtime_counts() throws Exception {
        javaOptions = "-XX:MaxRAMPercentage=30 -XX:+PrintFlagsFinal";

        assertThat(flags(start("key"))).contains("MaxRAMPercentage = 30.000000");
    }

    private static List<String> flags(String printed) {
        return printed.lines()
                .map(line -> line.strip().split("\\s+", -1))
                .filter(words -> words.length > 3)
                .map(words -> String.join(" ", words[1], words[2], words[3]))
                .toList();
    }

    private String start(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("/bin/bash", "run", "--no-build"));
        command.addAll(List.of(arguments));
        Path said = root.resolve("said");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(root.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile());
        builder.environment()
                .putAll(
                        Map.of(
                                "JAVA_HOME",
                                System.getProperty("java.home"),
                                "JDK_JAVA_OPTIONS",
                                javaOptions));
        Process process = builder.start();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(said);
        assertThat(process.exitValue()).as(text).isZero();
        return text.lines()
                .filter(line ->
                        line.contains("LauncherTest")
                                || line.contains("served")
                                || line.contains("MaxRAMPercentage"))
                .reduce("", (all, line) -> all + line + "\n");
    }

    /// It is made behind the back of whoever starts.
    private void awaitCaches(int count) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try (WatchService watch = build.getFileSystem().newWatchService()) {
            build.register(watch, StandardWatchEventKinds.ENTRY_DELETE);
            while (files(".aot").size() < count || !files(".tried").isEmpty()) {
                assertThat(System.nanoTime()).as("no cache").isLessThan(deadline);
                watch.poll(100, TimeUnit.MILLISECONDS);
            }
        }
    }

    /// What lies beside the program.
    private List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.list(build)) {
            return files.filter(file -> !file.toString().endsWith(".jar"))
                    .filter(file -> file.toString().endsWith(ending))
                    .toList();
        }
    }
}
