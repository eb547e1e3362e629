package com.compareintel.core.run;

import com.compareintel.core.catalogue.Reasoning;
import java.time.Duration;

/// How long a run waits for what. Data is text, reasoning, an annotation or a finish reason; bytes
/// that carry none of it extend nothing.
///
/// @param firstData from the first dispatch over all tries to the first data
/// @param firstDataReasoning the same for models that reason by default
/// @param gap between data
/// @param attempt from a dispatch to the end of that try
/// @param slot for a slot at the provider
/// @param usage from the finish reason to the end, for the usage to arrive
/// @param reader without any reader, before a comparison is cancelled that its caller wants
///   cancelled then
public record Deadlines(
        Duration firstData,
        Duration firstDataReasoning,
        Duration gap,
        Duration attempt,
        Duration slot,
        Duration usage,
        Duration reader) {
    /// The published deadlines.
    public static final Deadlines STANDARD =
            new Deadlines(
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(180),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(600),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5));

    Duration firstDataOf(Reasoning reasoning) {
        return switch (reasoning) {
            case NONE, ON_REQUEST -> firstData;
            case BY_DEFAULT -> firstDataReasoning;
        };
    }
}
