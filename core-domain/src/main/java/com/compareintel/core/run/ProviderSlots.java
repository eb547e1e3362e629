package com.compareintel.core.run;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.run.SlotQueue.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Admission to a provider: how many calls are open at once, and who waits for how long.
///
/// There is one [Lane] for all calls together and one for each model. A refusal for want of
/// capacity slows down its model's lane alone, for answers are independent and one busy model must
/// not delay another. It slows down all calls if the provider says that it means all of them, or if
/// that is the likeliest reading: at least three models are paused and they are at least half of
/// those in use. Free variants never are such evidence, for they have limits of their own.
///
/// Calls that may not go wait in a [SlotQueue]. Its bound is kept where comparisons are admitted,
/// by [#overloadedBy], a moment before their calls arrive: whoever is admitted at the same moment
/// may lengthen it a little beyond, and calls that were refused return to it always. Thread-safe;
/// never blocks.
public final class ProviderSlots {
    /// How soon to try again when the queue is full: calls last seconds, not milliseconds.
    private static final Duration NEXT_TRY = Duration.ofSeconds(5);

    /// Fewer paused models than this may be a coincidence.
    private static final int TELLING_MODELS = 3;

    private final SlotBounds bounds;
    private final Timers timers;
    private final Clock clock;
    private final RandomGenerator random;
    private final ReentrantLock lock = new ReentrantLock();
    private final SlotQueue queue = new SlotQueue();
    private final Lane all;
    private final Map<ModelId, Lane> models = new HashMap<>();
    private final Map<Object, Sent> open = new HashMap<>();
    private final Optional<TokenBucket> requests;
    private final Optional<TokenBucket> outputTokens;
    private final Map<Precedence, Long> shed = new EnumMap<>(Precedence.class);
    private long refused;
    private Timers.@Nullable Timer alarm;
    private @Nullable Instant alarmAt;

    /// A call that has a slot.
    private record Sent(ModelId model, Instant at, long outputTokens, boolean answering) {}

    /// @param random for the jitter of pauses; must be thread-safe
    public ProviderSlots(SlotBounds bounds, Timers timers, Clock clock, RandomGenerator random) {
        this.bounds = bounds;
        this.timers = timers;
        this.clock = clock;
        this.random = random;
        this.all = new Lane(bounds.open());
        this.requests = bucket(bounds.requestsPerMinute());
        this.outputTokens = bucket(bounds.outputTokensPerMinute());
        for (Precedence precedence : Precedence.values()) {
            shed.put(precedence, 0L);
        }
    }

    private static Optional<TokenBucket> bucket(OptionalLong perMinute) {
        return perMinute.isEmpty()
                ? Optional.empty()
                : Optional.of(new TokenBucket(perMinute.getAsLong()));
    }

    /// Whether so many more calls of this class would overfill its part of the queue, and if so,
    /// when to try again. Those of later classes do not count, for they are no hindrance to it: a
    /// backlog of visitors refuses nobody who pays.
    public Optional<Duration> overloadedBy(Precedence precedence, int calls) {
        lock.lock();
        try {
            Instant now = clock.instant();
            int room = all.room(precedence.reserveOf(all.limit()), now);
            int bound = precedence.queueOf(bounds.queueAt(all.limit()));
            if (queue.sizeUpTo(precedence) + calls - room <= bound) {
                return Optional.empty();
            }
            Duration pause = Duration.between(now, all.isPaused(now) ? all.pausedUntil() : now);
            return Optional.of(pause.compareTo(NEXT_TRY) > 0 ? pause : NEXT_TRY);
        } finally {
            lock.unlock();
        }
    }

    /// Counts a comparison that was refused for being too much.
    void shed(Precedence precedence) {
        lock.lock();
        try {
            shed.merge(precedence, 1L, Long::sum);
        } finally {
            lock.unlock();
        }
    }

    /// Takes a slot, or waits in the queue until `granted` is called, which must return at once.
    ///
    /// @param call its ticket distinguishes it from all others, for giving the slot back
    /// @param again whether it had a slot before and was refused by the provider, or failed
    /// @return the place in the queue, 0 if it has a slot; `granted` is then not called
    int take(Waiting call, boolean again) {
        List<Waiting> others = new ArrayList<>();
        int position;
        lock.lock();
        try {
            if (open.containsKey(call.ticket())) {
                throw new IllegalStateException("has a slot already: " + call.ticket());
            }
            queue.add(call, again);
            others.addAll(grant(clock.instant()));
            others.remove(call);
            position = queue.positionOf(call.ticket());
        } finally {
            lock.unlock();
        }
        tell(others);
        return position;
    }

    /// The provider has begun to answer the call, and so has shown to carry it. Of a call without a
    /// slot, or one that it was told of before, nothing is learnt.
    void answers(Object ticket) {
        List<Waiting> granted = List.of();
        lock.lock();
        try {
            Sent sent = open.get(ticket);
            if (sent != null && !sent.answering()) {
                open.put(ticket, new Sent(sent.model(), sent.at(), sent.outputTokens(), true));
                Instant now = clock.instant();
                all.answers(now);
                lane(sent.model()).answers(now);
                granted = grant(now);
            }
        } finally {
            lock.unlock();
        }
        tell(granted);
    }

    /// The provider has too much to do for the call, whose slot is still to be given back; what it
    /// was to answer with is not used.
    ///
    /// @param retryAfter how long it wants to be left alone, if it says so
    void refused(Object ticket, Strain strain, Optional<Duration> retryAfter) {
        lock.lock();
        try {
            Sent sent = open.get(ticket);
            if (sent == null || strain == Strain.NONE) {
                return;
            }
            refused++;
            if (!sent.answering()) {
                outputTokens.ifPresent(bucket -> bucket.giveBack(sent.outputTokens()));
                open.put(ticket, new Sent(sent.model(), sent.at(), 0, false));
            }
            Instant now = clock.instant();
            if (strain == Strain.OF_MODEL) {
                lane(sent.model()).refused(sent.at(), retryAfter, random, now);
            }
            if (strain == Strain.OF_ACCOUNT || seemsToMeanAll(now)) {
                all.refused(sent.at(), retryAfter, random, now);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean seemsToMeanAll(Instant now) {
        int paused = 0;
        int inUse = 0;
        for (Map.Entry<ModelId, Lane> model : models.entrySet()) {
            if (!model.getKey().isFreeVariant()) {
                boolean isPaused = model.getValue().isPaused(now);
                paused += isPaused ? 1 : 0;
                inUse += isPaused || model.getValue().open() > 0 ? 1 : 0;
            }
        }
        return paused >= TELLING_MODELS && 2 * paused >= inUse;
    }

    /// Gives back a slot or a place in the queue. Of what holds neither nothing is changed.
    ///
    /// @param used the output tokens of the call; if empty they are taken to be all it might have
    ///   answered with
    void free(Object ticket, OptionalLong used) {
        List<Waiting> granted;
        lock.lock();
        try {
            Sent sent = open.remove(ticket);
            if (sent == null) {
                queue.remove(ticket);
            } else {
                all.ended(sent.answering());
                lane(sent.model()).ended(sent.answering());
                outputTokens.ifPresent(bucket ->
                        used.ifPresent(tokens -> bucket.giveBack(sent.outputTokens() - tokens)));
            }
            granted = grant(clock.instant());
        } finally {
            lock.unlock();
        }
        tell(granted);
    }

    /// What the slots are used for now.
    public SlotLoad load() {
        lock.lock();
        try {
            Instant now = clock.instant();
            Map<Precedence, Integer> waiting = new EnumMap<>(Precedence.class);
            for (Precedence precedence : Precedence.values()) {
                waiting.put(precedence, queue.size(precedence));
            }
            return new SlotLoad(
                    all.limit(),
                    all.open(),
                    all.isPaused(now),
                    (int) models.values().stream().filter(lane -> lane.isPaused(now)).count(),
                    waiting,
                    refused,
                    shed);
        } finally {
            lock.unlock();
        }
    }

    private static void tell(List<Waiting> granted) {
        granted.forEach(call -> call.granted().run());
    }

    /// Gives slots to those whose turn it is, and looks again when there may be more. To be told
    /// once the lock is given back.
    private List<Waiting> grant(Instant now) {
        List<Waiting> granted = new ArrayList<>();
        Optional<Waiting> next = next(now);
        while (next.isPresent() && !readyAt(next.get()).isAfter(now)) {
            send(next.get(), now);
            granted.add(next.get());
            next = next(now);
        }
        models.values().removeIf(lane -> lane.isFresh(now));
        setAlarm(next.map(this::readyAt).or(() -> nextOpening(now)), now);
        return granted;
    }

    private Optional<Waiting> next(Instant now) {
        return queue.first(
                precedence -> all.room(precedence.reserveOf(all.limit()), now) > 0,
                call -> {
                    Lane lane = models.get(call.model());
                    return lane == null || lane.room(0, now) > 0;
                });
    }

    private Instant readyAt(Waiting call) {
        Instant requested = requests.map(bucket -> bucket.readyFor(1)).orElse(Instant.MIN);
        Instant answered =
                outputTokens
                        .map(bucket -> bucket.readyFor(call.outputTokens()))
                        .orElse(Instant.MIN);
        return requested.isAfter(answered) ? requested : answered;
    }

    private void send(Waiting call, Instant now) {
        queue.serve(call);
        open.put(call.ticket(), new Sent(call.model(), now, call.outputTokens(), false));
        all.sent();
        lane(call.model()).sent();
        requests.ifPresent(bucket -> bucket.take(1, now));
        outputTokens.ifPresent(bucket -> bucket.take(call.outputTokens(), now));
    }

    private Lane lane(ModelId model) {
        return models.computeIfAbsent(model, id -> new Lane(bounds.open()));
    }

    /// When a pause ends that those may be waiting for who are not waiting for a call to end.
    private Optional<Instant> nextOpening(Instant now) {
        return (all.isPaused(now) ? Stream.of(all) : models.values().stream())
                .filter(lane -> lane.isPaused(now))
                .map(Lane::pausedUntil)
                .min(Instant::compareTo);
    }

    private void setAlarm(Optional<Instant> wanted, Instant now) {
        Instant at = queue.size() == 0 ? null : wanted.orElse(null);
        if (at != null && at.equals(alarmAt)) {
            return;
        }
        if (alarm != null) {
            alarm.cancel();
        }
        alarm = at == null ? null : timers.after(Duration.between(now, at), () -> wake(at));
        alarmAt = at;
    }

    private void wake(Instant rung) {
        List<Waiting> granted;
        lock.lock();
        try {
            if (rung.equals(alarmAt)) {
                alarm = null;
                alarmAt = null;
            }
            granted = grant(clock.instant());
        } finally {
            lock.unlock();
        }
        tell(granted);
    }
}
