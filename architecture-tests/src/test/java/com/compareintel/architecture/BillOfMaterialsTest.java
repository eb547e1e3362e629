package com.compareintel.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

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

/// The bill of materials that is packaged with the product, against what is packaged. The whole
/// gate packages before it comes here; a run of tests alone has nothing to compare.
final class BillOfMaterialsTest {
    private static final Path TARGET = Path.of("..", "app", "target");
    private static final Path BILL = TARGET.resolve("compare-intel-bom.json");
    private static final Path LIBRARIES = TARGET.resolve("lib");

    /// Group, name, version, and what tells apart several files of one name.
    private static final Pattern COMPONENT =
            Pattern.compile(
                    "\"purl\"\\s*:\\s*\"pkg:maven/([^/]+)/([^@]+)@([^?\"]+)(?:\\?([^\"]*))?\"");

    private static final Pattern CLASSIFIER = Pattern.compile("classifier=([^&]+)");

    @Test
    void every_library_that_ships_is_on_the_bill_and_nothing_else() throws IOException {
        assumeThat(BILL).as("packaged by ./verify").exists();
        Set<String> listed = listed(Files.readString(BILL));
        Set<String> shipped = shipped();

        assertThat(shipped).hasSizeGreaterThan(50);
        assertThat(listed).isEqualTo(shipped);
    }

    @Test
    void each_is_listed_with_what_it_is_recognised_by() throws IOException {
        assumeThat(BILL).as("packaged by ./verify").exists();
        String bill = Files.readString(BILL);

        assertThat(bill).contains("\"bomFormat\" : \"CycloneDX\"", "\"specVersion\" : \"1.6\"");
        assertThat(bill).containsPattern("\"alg\" : \"SHA-256\"").contains("\"licenses\"");
    }

    @Test
    void a_component_is_read_as_the_file_it_ships_as() {
        assertThat(
                        listed(
                                """
                                {"purl" : "pkg:maven/org.slf4j/slf4j-api@2.0.17?type=jar"},
                                {"purl" : "pkg:maven/a.b/c@1?classifier=linux-x86_64&type=jar"},
                                {"purl" : "pkg:maven/com.compareintel/app@0.1?type=jar"}
                                """))
                .containsExactlyInAnyOrder("slf4j-api-2.0.17.jar", "c-1-linux-x86_64.jar");
    }

    private static Set<String> listed(String bill) {
        Set<String> listed = new TreeSet<>();
        Matcher component = COMPONENT.matcher(bill);
        while (component.find()) {
            boolean itself =
                    component.group(1).equals("com.compareintel")
                            && component.group(2).equals("app");
            if (!itself) {
                String qualifiers = component.group(4) == null ? "" : component.group(4);
                Matcher classifier = CLASSIFIER.matcher(qualifiers);
                listed.add(
                        component.group(2)
                                + "-"
                                + component.group(3)
                                + (classifier.find() ? "-" + classifier.group(1) : "")
                                + ".jar");
            }
        }
        return listed;
    }

    private static Set<String> shipped() throws IOException {
        try (Stream<Path> files = Files.list(LIBRARIES)) {
            return files.map(file -> file.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
