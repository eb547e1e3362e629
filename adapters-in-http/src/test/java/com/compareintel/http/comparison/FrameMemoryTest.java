package com.compareintel.http.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.Allocated;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.run.Position;
import com.compareintel.core.run.Recorded;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What it takes to write one event to a client.
class FrameMemoryTest {
    /// Bytes, of which a tenth more is too much.
    private static final double WRITTEN_DOWN = 738;

    private static final int TOGETHER = 4;

    private final ComparisonFrames frames =
            new ComparisonFrames(new ComparisonId(UUID.randomUUID()));
    private final List<Recorded> events =
            IntStream.rangeClosed(1, TOGETHER)
                    .mapToObj(number ->
                            new Recorded(
                                    new Position(1, number),
                                    new ComparisonEvent.AnswerDelta(
                                            new ModelId("maker/model"),
                                            "some forty letters of a text that goes on")))
                    .toList();

    @Test
    void writing_an_event_allocates_what_is_written_down() {
        double bytes = Allocated.by(2_000, () -> frames.of(events)) / TOGETHER;

        assertThat(bytes).isLessThan(1.1 * WRITTEN_DOWN);
    }
}
