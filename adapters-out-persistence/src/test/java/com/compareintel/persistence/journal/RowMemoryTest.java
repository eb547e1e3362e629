package com.compareintel.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.Allocated;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.run.Position;
import com.compareintel.core.run.Recorded;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What it takes to make a row of events: the row, and next to nothing beside it.
class RowMemoryTest {
    private static final int EVENTS = 100;
    private static final ModelId MODEL = new ModelId("maker/model");

    private final Fence fence =
            new Fence(new ComparisonId(UUID.randomUUID()), new InstanceId(UUID.randomUUID()), 1);
    private final JournalCodec codec = new JournalCodec(List.of(MODEL));

    @ParameterizedTest
    @ValueSource(strings = {"some letters", "Zeichen mit ü", "文字は三バイト"})
    void a_row_of_text_is_made_of_its_bytes(String text) {
        List<Recorded> events =
                IntStream.rangeClosed(1, EVENTS)
                        .mapToObj(number ->
                                new Recorded(
                                        new Position(1, number),
                                        new ComparisonEvent.AnswerDelta(MODEL, text)))
                        .toList();
        int size = codec.row(fence, events).events().length;

        double bytes = Allocated.by(200, () -> codec.row(fence, events));

        assertThat(bytes).isLessThan(1.1 * size + 256);
    }
}
