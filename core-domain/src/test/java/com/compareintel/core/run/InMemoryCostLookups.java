package com.compareintel.core.run;

import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.comparison.InMemoryComparisons;
import com.compareintel.core.comparison.ProviderCall;
import com.compareintel.core.credit.Usd;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The calls of [InMemoryComparisons] whose cost is not booked yet. Thread-safe.
public final class InMemoryCostLookups implements CostLookups {
    /// Of a call whose handle has not come.
    private static final String NAMELESS = "";

    private final InMemoryComparisons comparisons;
    private final Clock clock;
    private final Map<AcceptedCall.Key, Row> rows = new LinkedHashMap<>();
    private BigDecimal platform = BigDecimal.ZERO;

    private enum State {
        OPEN,
        DUE,
        BOOKED,
        UNKNOWN
    }

    private record Row(
            String generation, State state, Usd booked, Instant endedAt, Instant dueAt, int tries) {
        Row in(State other, Instant due) {
            return new Row(generation, other, booked, endedAt, due, tries);
        }
    }

    public InMemoryCostLookups(InMemoryComparisons comparisons, Clock clock) {
        this.comparisons = comparisons;
        this.clock = clock;
        comparisons.onEnding(this::ended);
    }

    private void ended(Fence fence, AnswerEnding ending) {
        for (ProviderCall call : ending.calls()) {
            var key =
                    new AcceptedCall.Key(
                            fence.comparison(),
                            ending.answer().model(),
                            fence.epoch(),
                            call.number());
            String noted = rows.containsKey(key) ? rows.get(key).generation() : NAMELESS;
            Row due = due(call.generation().orElse(noted), call.booked());
            boolean done = call.told() || due.generation().equals(NAMELESS);
            rows.put(key, done ? due.in(State.BOOKED, due.dueAt()) : due);
        }
    }

    private Row due(String generation, Usd booked) {
        Instant now = clock.instant();
        return new Row(generation, State.DUE, booked, now, now, 0);
    }

    @Override
    public void note(Collection<AcceptedCall> calls) {
        synchronized (comparisons) {
            calls.forEach(this::open);
        }
    }

    private void open(AcceptedCall call) {
        Instant now = clock.instant();
        Row row = new Row(call.generation(), State.OPEN, Usd.ZERO, now, now, 0);
        rows.merge(
                call.key(),
                row,
                (known, late) ->
                        known.generation().equals(NAMELESS)
                                ? due(late.generation(), known.booked())
                                : known);
    }

    @Override
    public List<DueCall> claim(int limit, Duration lease) {
        synchronized (comparisons) {
            rows.replaceAll(
                    (key, row) -> isOrphaned(key, row) ? due(row.generation(), Usd.ZERO) : row);
            Instant now = clock.instant();
            return rows.entrySet().stream()
                    .filter(entry -> entry.getValue().state() == State.DUE)
                    .filter(entry -> !entry.getValue().dueAt().isAfter(now))
                    .sorted(Comparator.comparing(entry -> entry.getValue().dueAt()))
                    .limit(limit)
                    .map(entry -> claimed(entry, now, lease))
                    .toList();
        }
    }

    private boolean isOrphaned(AcceptedCall.Key key, Row row) {
        return row.state() == State.OPEN
                && comparisons
                        .fence(key.comparison())
                        .filter(owner -> owner.epoch() == key.epoch())
                        .isEmpty();
    }

    private static DueCall claimed(
            Map.Entry<AcceptedCall.Key, Row> entry, Instant now, Duration lease) {
        Row row = entry.getValue();
        int tries = row.tries() + 1;
        entry.setValue(
                new Row(
                        row.generation(),
                        row.state(),
                        row.booked(),
                        row.endedAt(),
                        now.plus(lease),
                        tries));
        return new DueCall(
                new AcceptedCall(entry.getKey(), row.generation()),
                tries,
                Duration.between(row.endedAt(), now));
    }

    @Override
    public Optional<BigDecimal> book(DueCall call, Usd cost) {
        synchronized (comparisons) {
            return held(call)
                    .map(row -> {
                        rows.put(call.call().key(), row.in(State.BOOKED, clock.instant()));
                        BigDecimal difference = cost.amount().subtract(row.booked().amount());
                        platform = platform.add(difference);
                        return difference;
                    });
        }
    }

    private Optional<Row> held(DueCall call) {
        return Optional.ofNullable(rows.get(call.call().key()))
                .filter(row -> row.state() == State.DUE && row.tries() == call.tries());
    }

    @Override
    public void postpone(DueCall call, Duration wait) {
        synchronized (comparisons) {
            held(call)
                    .ifPresent(row ->
                            rows.put(
                                    call.call().key(),
                                    row.in(State.DUE, clock.instant().plus(wait))));
        }
    }

    @Override
    public boolean giveUp(DueCall call) {
        synchronized (comparisons) {
            Optional<Row> row = held(call);
            row.ifPresent(
                    lost -> rows.put(call.call().key(), lost.in(State.UNKNOWN, clock.instant())));
            return row.isPresent();
        }
    }

    @Override
    public long waiting() {
        return count(State.DUE);
    }

    /// How many calls are under way as far as is known.
    public long open() {
        return count(State.OPEN);
    }

    private long count(State state) {
        synchronized (comparisons) {
            return rows.values().stream().filter(row -> row.state() == state).count();
        }
    }

    @Override
    public int drop(Duration age, int limit) {
        synchronized (comparisons) {
            Instant upTo = clock.instant().minus(age);
            List<AcceptedCall.Key> old =
                    rows.entrySet().stream()
                            .filter(entry -> entry.getValue().state() == State.BOOKED)
                            .filter(entry -> !entry.getValue().dueAt().isAfter(upTo))
                            .map(Map.Entry::getKey)
                            .limit(limit)
                            .toList();
            old.forEach(rows::remove);
            return old.size();
        }
    }

    /// The sum of all differences booked.
    public BigDecimal platform() {
        synchronized (comparisons) {
            return platform;
        }
    }
}
