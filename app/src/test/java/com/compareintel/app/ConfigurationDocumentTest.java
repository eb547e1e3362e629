package com.compareintel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.app.wiring.Blueprint;
import com.compareintel.app.wiring.Configuration;
import com.compareintel.app.wiring.Settings;
import com.compareintel.core.tier.Tier;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The page that lists what an operator may set, held against what the service reads.
final class ConfigurationDocumentTest {
    /// Surefire starts a test in the directory of its module.
    private static final Path PAGE = Path.of("../docs/configuration.md");

    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\|.*");

    /// Keys of adapters that are set by variables: letters are kept in the `DATA_DIR` and shown
    /// where the log is for people.
    private static final Set<String> SET_BY_VARIABLES =
            Set.of(
                    "upstream.base-url",
                    "upstream.api-key",
                    "upstream.app-url",
                    "http-api.tls",
                    "http-api.public-url",
                    "http-api.allowed-origins",
                    "http-api.trusted-proxies",
                    "http-api.metrics-token",
                    "redis.url",
                    "mail.smtp-url",
                    "mail.from",
                    "mail.directory",
                    "mail.shown");

    /// Files, and keys of the framework's own, are listed too.
    private static final Pattern NOT_OURS = Pattern.compile("postgres-.*|datasources\\..*");

    @Test
    void every_setting_is_on_the_page_and_everything_on_the_page_is_a_setting() throws IOException {
        assertThat(documented()).containsExactlyElementsOf(read());
    }

    private static Set<String> documented() throws IOException {
        var names = new TreeSet<String>();
        for (String line : Files.readAllLines(PAGE)) {
            var row = ROW.matcher(line);
            if (row.matches() && !NOT_OURS.matcher(row.group(1)).matches()) {
                names.addAll(expanded(row.group(1)));
            }
        }
        return names;
    }

    private static List<String> expanded(String name) {
        return Arrays.stream(Tier.values())
                .filter(tier -> !name.contains("<paid>") || tier.includes(Tier.STARTER))
                .map(tier -> tier.wireName().replace('_', '-'))
                .map(tier -> name.replace("<tier>", tier).replace("<paid>", tier))
                .distinct()
                .toList();
    }

    private static Set<String> read() {
        var variables = Settings.of(Map.of());
        var blueprint = Blueprint.read(variables);
        LogFormat.read(variables, true);
        LogFormat.level(variables);
        Configuration.server(variables, blueprint);
        Configuration.upstream(variables, URI.create("http://localhost"), Optional.empty());
        try (var product = RunningProduct.start(RunningProduct.options())) {
            var ofAdapters = new BoundSettings(product.bean(ApplicationContext.class)).keys();
            var ofCore = product.bean(Settings.class).asked();
            var all = new TreeSet<String>();
            Stream.of(variables.asked(), ofCore, ofAdapters).forEach(all::addAll);
            all.removeAll(SET_BY_VARIABLES);
            return all;
        }
    }
}
