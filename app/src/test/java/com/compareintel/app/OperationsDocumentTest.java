package com.compareintel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The page for operators, held against what the service measures.
final class OperationsDocumentTest {
    private static final Path PAGE = Path.of("../docs/operations.md");

    private static final Pattern ROW =
            Pattern.compile("^\\| `compareintel_([a-z_]+?)(_total|_seconds)?(\\{[a-z,]+})?` \\|.*");

    /// They appear with their first event, or with `REDIS_URL`.
    private static final List<String> LATER =
            List.of(
                    "comparisons_finished",
                    "answers",
                    "absorbed_usd",
                    "redis_errors",
                    "redis_fallback");

    @Test
    void every_metric_is_on_the_page_and_everything_on_the_page_is_a_metric() throws IOException {
        var documented = new TreeSet<String>();
        for (String line : Files.readAllLines(PAGE)) {
            var row = ROW.matcher(line);
            if (row.matches()) {
                documented.add(row.group(1));
            }
        }

        assertThat(documented).containsExactlyElementsOf(measured());
    }

    private static Set<String> measured() {
        try (var product = RunningProduct.start(RunningProduct.options())) {
            return Stream.concat(
                            LATER.stream(),
                            product.bean(MeterRegistry.class).getMeters().stream()
                                    .map(meter -> meter.getId().getName())
                                    .filter(name -> name.startsWith("compareintel."))
                                    .map(name ->
                                            name.substring("compareintel.".length())
                                                    .replace('.', '_')))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
