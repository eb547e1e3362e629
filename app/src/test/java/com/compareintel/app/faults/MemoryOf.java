package com.compareintel.app.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a process really needs: the objects that are left when it has collected its garbage.
public final class MemoryOf {
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)\\s*$");

    private MemoryOf() {}

    /// Bytes of live objects in the heap of an instance, which stops for a moment to count them.
    static long process(Instance instance) throws IOException, InterruptedException {
        return process(instance.running().pid());
    }

    /// The same of the process with this number.
    public static long process(long pid) throws IOException, InterruptedException {
        Process jcmd =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                                Long.toString(pid),
                                "GC.class_histogram")
                        .redirectErrorStream(true)
                        .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher total = TOTAL.matcher(said);
        if (jcmd.waitFor() != 0 || !total.find()) {
            throw new AssertionError("cannot count objects: " + said);
        }
        return Long.parseLong(total.group(1));
    }
}
