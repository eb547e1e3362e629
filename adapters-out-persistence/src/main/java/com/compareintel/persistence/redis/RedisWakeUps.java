package com.compareintel.persistence.redis;

import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.run.WakeUps;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A bell that all instances hear while Redis is there, and its own instance always.
///
/// A message is the ringing instance and the comparisons, all as UUIDs, and `cancel` behind them if
/// that is the reason. What an instance rang itself it has heard already; whatever is no such
/// message is ignored. Thread-safe; nothing waits.
final class RedisWakeUps implements WakeUps, AutoCloseable {
    private static final String UUID_TEXT =
            "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

    private static final Pattern MESSAGE =
            Pattern.compile("(" + UUID_TEXT + ")((?: " + UUID_TEXT + ")++)( cancel)?");

    /// Comparisons in one message; for more there are several.
    private static final int MOST = 256;

    private final WakeUps near;
    private final UUID self;
    private final Line<Bell> line;

    /// @param near the bell within this instance
    /// @param self tells this instance from others
    RedisWakeUps(
            RedisServer server,
            RedisConfiguration configuration,
            WakeUps near,
            UUID self,
            MeterRegistry meters) {
        this.near = near;
        this.self = self;
        this.line =
                new Line<>(
                        Line.Use.WAKE_UPS,
                        () -> Bell.open(server, channel(configuration), "hello", this::hear),
                        server.timers(),
                        meters);
    }

    static String channel(RedisConfiguration configuration) {
        return configuration.prefix() + "wake-ups";
    }

    @Override
    public void ring(Reason reason, Collection<ComparisonId> ids) {
        near.ring(reason, ids);
        Iterator<ComparisonId> left = ids.iterator();
        while (left.hasNext()) {
            StringBuilder message = new StringBuilder(self.toString());
            for (int i = 0; i < MOST && left.hasNext(); i++) {
                message.append(' ').append(left.next());
            }
            say(message.append(suffix(reason)).toString());
        }
    }

    private void say(String message) {
        Bell bell = line.open();
        if (bell == null) {
            return;
        }
        try {
            var _ =
                    bell.say(message)
                            .whenComplete((said, failure) -> {
                                if (failure != null) {
                                    line.lost(bell, failure);
                                }
                            });
        } catch (RuntimeException refused) {
            line.lost(bell, refused);
        }
    }

    @Override
    public Subscription listen(Reason reason, Consumer<ComparisonId> listener) {
        return near.listen(reason, listener);
    }

    /// Whether other instances can hear and be heard at the moment.
    boolean isShared() {
        return line.open() != null;
    }

    private static String suffix(Reason reason) {
        return switch (reason) {
            case NEWS -> "";
            case CANCEL -> " cancel";
        };
    }

    private void hear(String message) {
        if (message.startsWith(self.toString())) {
            return;
        }
        Matcher matcher = MESSAGE.matcher(message);
        if (matcher.matches()) {
            near.ring(
                    matcher.group(3) == null ? Reason.NEWS : Reason.CANCEL,
                    Arrays.stream(matcher.group(2).strip().split(" ", -1))
                            .map(id -> new ComparisonId(UUID.fromString(id)))
                            .toList());
        }
    }

    @Override
    public void close() {
        line.close();
    }
}
