package com.compareintel.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.comparison.Samples;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class NearTheReaderTest {
    @Test
    void a_run_takes_what_it_is_told_where_its_first_reader_lives() {
        Stage stage = new Stage();
        Deque<Runnable> letters = new ArrayDeque<>();

        stage.compare.submit(
                Samples.account(100),
                Samples.request("Explain tides.", "a/one", "b/two"),
                Optional.empty(),
                Optional.of(letters::add));

        assertThat(stage.provider.calls("a/one")).isZero();
        letters.remove().run();
        assertThat(stage.provider.calls("a/one")).isEqualTo(1);
    }
}
