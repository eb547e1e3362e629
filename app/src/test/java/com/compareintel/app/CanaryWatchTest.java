package com.compareintel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.ApiKey;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// [Canaries] and [CanaryWatch], which watch over the other tests.
class CanaryWatchTest {
    private static final Logger LOG = LoggerFactory.getLogger("com.compareintel.canaries");

    private final String key = ApiKey.generate(new Random(1)).secret();

    @Test
    void a_secret_is_noticed_in_whatever_part_of_a_line_it_stands() {
        LOG.warn("called with {}", key);
        Exception failed = new IllegalStateException("with " + key);
        failed.setStackTrace(new StackTraceElement[0]);
        LOG.warn("it failed", failed);

        assertThat(Canaries.found()).hasSize(2).allMatch(found -> found.startsWith("API_KEY in "));
    }

    @Test
    void so_is_what_a_test_says_to_be_one() {
        Canaries.add("a tide that nobody tells of");
        LOG.warn("somebody asked for a tide that nobody tells of");

        assertThat(Canaries.found()).singleElement().asString().contains("in the log");
    }

    @Test
    void nothing_else_is() {
        LOG.warn("the key ci_… was used");

        assertThat(Canaries.found()).isEmpty();
    }
}
