package com.compareintel.core.conversation;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.InMemoryBooks;
import com.compareintel.core.ManualClock;
import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ConversationCap;
import com.compareintel.core.comparison.ConversationId;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.comparison.NewComparison.Place;
import com.compareintel.core.comparison.Refusal;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.conversation.BreakOut.Outcome;
import com.compareintel.core.conversation.ExportConversation.Export;
import com.compareintel.core.conversation.KeepConversations.Shown;
import com.compareintel.core.ratelimit.Claim;
import com.compareintel.core.ratelimit.Quota;
import com.compareintel.core.ratelimit.RateDecision;
import com.compareintel.core.tier.TierTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/// [KeepConversations], [BreakOut] and [ExportConversation] over books in memory.
class ConversationUseCasesTest {
    private static final ModelId MODEL = new ModelId("a/one");
    private static final ConversationCap CAP = new ConversationCap(80);

    private final InMemoryBooks books = InMemoryBooks.empty(new ManualClock(NOW));
    private final Caller caller = Samples.account(1_000);
    private final KeepConversations keep =
            new KeepConversations(books.conversations(), TierTable.standard());
    private final List<Claim> claims = new ArrayList<>();

    private BreakOut breakOut(boolean allowed) {
        return new BreakOut(
                books.conversations(),
                books.comparisons(),
                asked -> {
                    claims.addAll(asked);
                    Quota quota = asked.getFirst().quota();
                    return allowed
                            ? new RateDecision.Allowed(quota, 1, Duration.ZERO)
                            : new RateDecision.Throttled(quota, Duration.ofSeconds(7));
                },
                TierTable.standard(),
                UUID::randomUUID,
                new ManualClock(NOW.plusSeconds(100)));
    }

    private ConversationId conversation(int turns) {
        ConversationId id = new ConversationId(UUID.randomUUID());
        for (int i = 0; i < turns; i++) {
            Place place =
                    i == 0
                            ? new Place.NewConversation(id, "Tides")
                            : new Place.SameConversation(id, CAP);
            NewComparison turn =
                    Draft.of(caller)
                            .asking("Turn " + i)
                            .of("a/one")
                            .in(place)
                            .at(NOW.plusSeconds(i))
                            .build();
            books.comparisons().admit(turn);
            var ending = Samples.completed("a/one", "Answer " + i, "0.01");
            books.comparisons().record(turn.fence(), ending);
            books.comparisons()
                    .finish(
                            turn.fence(),
                            Samples.settlement(turn.plan().hold(), ending),
                            0,
                            turn.createdAt());
        }
        return id;
    }

    private static Optional<Idempotency> key(String fingerprint) {
        return Optional.of(new Idempotency("scope", "key", fingerprint));
    }

    @Test
    void an_export_has_every_turn_once_however_many_there_are() {
        for (int turns : List.of(1, 3, 4, 5, 8, 9)) {
            ConversationId id = conversation(turns);
            Export export =
                    new ExportConversation(books.conversations(), TierTable.standard())
                            .of(caller, id)
                            .orElseThrow();

            List<String> prompts = new ArrayList<>();
            while (export.turns().hasNext()) {
                prompts.add(export.turns().next().prompt().text());
            }

            assertThat(prompts)
                    .isEqualTo(IntStream.range(0, turns).mapToObj(i -> "Turn " + i).toList());
            Assertions.assertThatExceptionOfType(NoSuchElementException.class)
                    .isThrownBy(export.turns()::next);
        }
    }

    @Test
    void a_conversation_that_goes_while_it_is_exported_just_ends() {
        ConversationId id = conversation(9);
        Export export =
                new ExportConversation(books.conversations(), TierTable.standard())
                        .of(caller, id)
                        .orElseThrow();
        export.turns().next();

        keep.delete(caller, id);

        List<Comparison> rest = new ArrayList<>();
        export.turns().forEachRemaining(rest::add);
        assertThat(rest).hasSize(3);
    }

    @Test
    void a_breakout_is_made_once_for_one_key() {
        ConversationId from = conversation(2);
        Outcome first = breakOut(true).of(caller, from, MODEL, key("print"));

        assertThat(first).isInstanceOf(Outcome.BrokenOut.class);
        assertThat(breakOut(false).repeated(key("print").orElseThrow())).contains(first);
        assertThat(breakOut(true).of(caller, from, MODEL, key("print"))).isEqualTo(first);
        assertThat(breakOut(true).repeated(key("other").orElseThrow()))
                .contains(new Outcome.Refused(new Refusal.IdempotencyMismatch()));
        assertThat(breakOut(true).repeated(new Idempotency("scope", "new", "print"))).isEmpty();
    }

    @Test
    void a_breakout_may_be_made_as_often_as_a_comparison() {
        ConversationId from = conversation(1);

        assertThat(breakOut(false).mayBreakOut(caller)).isInstanceOf(RateDecision.Throttled.class);
        assertThat(claims)
                .containsExactly(new Claim(caller.owner().key(), Quota.perMinute("breakouts", 60)));
        assertThat(breakOut(true).of(caller, from, new ModelId("no/such"), Optional.empty()))
                .isEqualTo(new Outcome.NotThere());
        assertThat(
                        breakOut(true)
                                .of(
                                        caller,
                                        new ConversationId(UUID.randomUUID()),
                                        MODEL,
                                        Optional.empty()))
                .isEqualTo(new Outcome.Refused(new Refusal.ConversationMissing()));
    }

    @Test
    void beyond_the_tiers_number_a_conversation_is_not_shown() {
        ConversationId oldest = conversation(1);
        for (int i = 0; i < 80; i++) {
            Draft newer = Draft.of(caller).inNewConversation("New").at(NOW.plusSeconds(10 + i));
            books.comparisons().admit(newer.holding(1).build());
        }

        assertThat(keep.show(caller, oldest)).isEqualTo(new Shown.Archived());
        assertThat(breakOut(true).of(caller, oldest, MODEL, Optional.empty()))
                .isEqualTo(new Outcome.Refused(new Refusal.ConversationArchived()));
        assertThat(keep.transcript(caller, oldest)).isPresent();
        assertThat(keep.show(Samples.account(1), oldest)).isEqualTo(new Shown.Missing());
        Listing archived = new Listing(ConversationState.ARCHIVED, Optional.empty());
        assertThat(keep.list(caller, archived, Optional.empty(), 5).conversations())
                .extracting(Conversation::id)
                .containsExactly(oldest);
        assertThat(keep.list(caller, archived, Optional.empty(), 1).next()).isEmpty();
    }
}
