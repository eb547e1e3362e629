package com.compareintel.core.comparison;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Caller;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Entry;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.identity.Payer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What any [Comparisons] promises about requests that are one request. Every test gets empty ones.
public abstract class IdempotencyContract {
    private static final AdmitOutcome ADMITTED = new AdmitOutcome.Admitted();

    private final Caller caller = Samples.account(10);

    protected abstract Comparisons comparisons();

    /// The ledger that credit is held in.
    protected abstract CreditLedger ledger();

    private static Idempotency keyOf(NewComparison comparison) {
        return comparison.idempotency().orElseThrow();
    }

    private static AdmitOutcome repeated(NewComparison first) {
        return new AdmitOutcome.Repeated(
                new Repeat(first.id().value(), keyOf(first).fingerprint()));
    }

    private List<Entry> entries() {
        return ledger().entries(caller.payer().key(), 100);
    }

    private NewComparison first() {
        NewComparison first = Draft.of(caller).keyed("key", "print").build();
        assertThat(comparisons().admit(first)).isEqualTo(ADMITTED);
        return first;
    }

    @Test
    void a_key_that_was_never_used_leads_nowhere() {
        Idempotency key = new Idempotency(caller.idempotencyScope(), "key", "print");

        assertThat(comparisons().repeatOf(key, NOW)).isEmpty();
    }

    @Test
    void the_same_request_again_leads_to_the_first_one_and_writes_nothing() {
        NewComparison first = first();
        List<Entry> before = entries();

        NewComparison again = Draft.of(caller).keyed("key", "print").build();

        assertThat(comparisons().repeatOf(keyOf(again), NOW))
                .contains(new Repeat(first.id().value(), "print"));
        assertThat(comparisons().admit(again)).isEqualTo(repeated(first));
        assertThat(entries()).isEqualTo(before);
        assertThat(comparisons().find(again.id())).isEmpty();
    }

    @Test
    void another_body_is_told_what_the_first_one_was_and_writes_nothing() {
        NewComparison first = first();
        List<Entry> before = entries();

        NewComparison other = Draft.of(caller).keyed("key", "other").build();

        assertThat(comparisons().admit(other)).isEqualTo(repeated(first));
        assertThat(entries()).isEqualTo(before);
        assertThat(comparisons().repeatOf(keyOf(other), NOW))
                .contains(new Repeat(first.id().value(), "print"));
    }

    @Test
    void a_visitors_key_and_its_neighbours_are_two_keys() {
        Payer.Network network = new Payer.Network("net", Optional.empty());
        Pool pool = new Pool(network.key(), Samples.daily(50));
        NewComparison ada = Draft.of(Samples.visitor(network, pool)).keyed("key", "print").build();
        NewComparison bob = Draft.of(Samples.visitor(network, pool)).keyed("key", "print").build();

        assertThat(comparisons().admit(ada)).isEqualTo(ADMITTED);
        assertThat(comparisons().admit(bob)).isEqualTo(ADMITTED);
    }

    @Test
    void a_key_counts_for_a_day_to_the_millisecond_and_then_anew() {
        NewComparison first = first();
        Instant over = NOW.plus(Duration.ofHours(24));
        Draft again = Draft.of(caller).keyed("key", "print");

        assertThat(comparisons().admit(again.at(over.minusMillis(1)).build()))
                .isEqualTo(repeated(first));
        NewComparison second = again.at(over).build();
        assertThat(comparisons().admit(second)).isEqualTo(ADMITTED);

        assertThat(comparisons().admit(again.at(over.plusSeconds(1)).build()))
                .isEqualTo(repeated(second));
    }

    @Test
    void what_was_refused_is_not_remembered_so_the_key_can_be_used_when_there_is_credit() {
        NewComparison dear = Draft.of(caller).holding(11).keyed("key", "print").build();
        assertThat(comparisons().admit(dear)).isInstanceOf(AdmitOutcome.OutOfCredit.class);

        assertThat(comparisons().repeatOf(keyOf(dear), NOW)).isEmpty();
        assertThat(comparisons().admit(Draft.of(caller).keyed("key", "print").build()))
                .isEqualTo(ADMITTED);
    }

    @Test
    void keys_differ_by_every_character() {
        for (String key : List.of("key", "Key", " key", "key ", "k'ey", "k\\ey", "x".repeat(255))) {
            Draft draft = Draft.of(Samples.account(10)).keyed(key, "print");

            NewComparison first = draft.build();
            assertThat(comparisons().admit(first)).as(key).isEqualTo(ADMITTED);
            assertThat(comparisons().admit(draft.build())).as(key).isEqualTo(repeated(first));
        }
    }

    /// Nobody heard of what was stored: the answer, or the whole instance, was lost on the way.
    @Test
    void a_request_that_was_stored_but_never_answered_is_joined_when_it_comes_again() {
        Draft draft = Draft.of(caller).leasedFor(Duration.ZERO).keyed("key", "print");
        NewComparison lost = draft.build();
        comparisons().admit(lost);

        AdmitOutcome elsewhere =
                comparisons().admit(draft.by(new InstanceId(UUID.randomUUID())).build());

        assertThat(elsewhere).isEqualTo(repeated(lost));
        Orphan orphan =
                comparisons()
                        .claimExpired(new InstanceId(UUID.randomUUID()), Draft.LONG, 10)
                        .getFirst();
        assertThat(orphan.comparison().id()).isEqualTo(lost.id());
        assertThat(comparisons().admit(draft.build())).isEqualTo(repeated(lost));
        comparisons().finish(orphan.fence(), Samples.settlement(Credits.of(3)), 0, NOW);
        assertThat(comparisons().admit(draft.build())).isEqualTo(repeated(lost));
        assertThat(ledger().funds(caller.pools(), NOW).own().available())
                .as("nothing counted, so nothing was charged")
                .isEqualTo(Credits.of(10));
    }
}
