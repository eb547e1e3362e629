package com.compareintel.core.comparison;

import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.NewComparison.Place;
import com.compareintel.core.credit.Credits;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// An admission in the making: a plain one, of which a test changes what it is about. Each built
/// one has an id of its own.
public record Draft(
        Caller caller,
        InstanceId instance,
        Duration lease,
        String prompt,
        List<String> models,
        Credits hold,
        int openAtOnce,
        Place place,
        Optional<Idempotency> idempotency,
        Instant createdAt) {
    /// A lease that lasts as long as any test.
    public static final Duration LONG = Duration.ofHours(1);

    /// Two models on a hold of three credits, in a conversation of its own.
    public static Draft of(Caller caller) {
        return new Draft(
                caller,
                new InstanceId(UUID.randomUUID()),
                LONG,
                "Explain tides to a child.",
                List.of("a/one", "b/two"),
                Credits.of(3),
                1_000,
                new Place.Nowhere(),
                Optional.empty(),
                Samples.NOW);
    }

    public Draft by(InstanceId other) {
        return new Draft(
                caller,
                other,
                lease,
                prompt,
                models,
                hold,
                openAtOnce,
                place,
                idempotency,
                createdAt);
    }

    public Draft leasedFor(Duration other) {
        return new Draft(
                caller,
                instance,
                other,
                prompt,
                models,
                hold,
                openAtOnce,
                place,
                idempotency,
                createdAt);
    }

    public Draft asking(String other) {
        return new Draft(
                caller,
                instance,
                lease,
                other,
                models,
                hold,
                openAtOnce,
                place,
                idempotency,
                createdAt);
    }

    public Draft of(String... others) {
        return new Draft(
                caller,
                instance,
                lease,
                prompt,
                Arrays.asList(others),
                hold,
                openAtOnce,
                place,
                idempotency,
                createdAt);
    }

    public Draft holding(Credits other) {
        return new Draft(
                caller,
                instance,
                lease,
                prompt,
                models,
                other,
                openAtOnce,
                place,
                idempotency,
                createdAt);
    }

    public Draft holding(long credits) {
        return holding(Credits.of(credits));
    }

    public Draft openAtOnce(int other) {
        return new Draft(
                caller,
                instance,
                lease,
                prompt,
                models,
                hold,
                other,
                place,
                idempotency,
                createdAt);
    }

    public Draft in(Place other) {
        return new Draft(
                caller,
                instance,
                lease,
                prompt,
                models,
                hold,
                openAtOnce,
                other,
                idempotency,
                createdAt);
    }

    public Draft inNewConversation(String title) {
        return in(new Place.NewConversation(new ConversationId(UUID.randomUUID()), title));
    }

    public Draft keyed(String key, String fingerprint) {
        return new Draft(
                caller,
                instance,
                lease,
                prompt,
                models,
                hold,
                openAtOnce,
                place,
                Optional.of(new Idempotency(caller.idempotencyScope(), key, fingerprint)),
                createdAt);
    }

    public Draft at(Instant other) {
        return new Draft(
                caller,
                instance,
                lease,
                prompt,
                models,
                hold,
                openAtOnce,
                place,
                idempotency,
                other);
    }

    /// The admission, with a new id.
    public NewComparison build() {
        List<ModelId> ids = models.stream().map(ModelId::new).toList();
        Optional<ConversationId> continued =
                place instanceof Place.SameConversation(ConversationId id, ConversationCap cap)
                        ? Optional.of(id)
                        : Optional.empty();
        return new NewComparison(
                new Fence(new ComparisonId(UUID.randomUUID()), instance, 1),
                lease,
                caller,
                new ComparisonRequest(
                        new Prompt(prompt, Optional.of("Be kind.")),
                        ids,
                        continued,
                        Parameters.DEFAULTS,
                        place.conversation().isPresent(),
                        false),
                Samples.plan(hold, ids),
                new AdmissionPolicy.OpenLimits(openAtOnce, openAtOnce),
                place,
                idempotency,
                createdAt);
    }
}
