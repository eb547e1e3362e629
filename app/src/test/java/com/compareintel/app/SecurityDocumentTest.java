package com.compareintel.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The page about security names its proofs; they are there.
final class SecurityDocumentTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern PROOF =
            Pattern.compile("`([A-Z][A-Za-z0-9]*(?:Test|Journey|Contract))`");

    @Test
    void every_proof_that_the_page_names_is_in_the_repository() throws IOException {
        Set<String> named = new TreeSet<>();
        Matcher proof = PROOF.matcher(Files.readString(ROOT.resolve("docs/security.md")));
        while (proof.find()) {
            named.add(proof.group(1));
        }

        assertThat(named).hasSizeGreaterThan(30);
        assertThat(classes()).containsAll(named);
    }

    private static Set<String> classes() throws IOException {
        Set<String> classes = new TreeSet<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path sources :
                    modules.map(module -> module.resolve("src/test/java"))
                            .filter(Files::isDirectory)
                            .toList()) {
                try (Stream<Path> files = Files.walk(sources)) {
                    classes.addAll(
                            files.map(file -> file.getFileName().toString())
                                    .filter(name -> name.endsWith(".java"))
                                    .map(name -> name.substring(0, name.length() - 5))
                                    .collect(Collectors.toSet()));
                }
            }
        }
        return classes;
    }
}
