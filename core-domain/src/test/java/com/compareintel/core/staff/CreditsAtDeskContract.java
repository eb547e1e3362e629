package com.compareintel.core.staff;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.AtOnce;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.Balance;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Entry;
import com.compareintel.core.credit.EntryKind;
import com.compareintel.core.credit.PeriodKind;
import com.compareintel.core.tier.Tier;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of credit at any [Desk]: given, taken, and at a change of tier.
public abstract class CreditsAtDeskContract extends DeskStage {
    private static final Instant SOON = NOW.plusSeconds(3_600);

    @BeforeEach
    void open_the_accounts() {
        open();
    }

    private List<EntryKind> kinds() {
        return ledger().entries("account:" + ada.id(), 100).stream()
                .map(Entry::posting)
                .map(posting -> posting.kind())
                .toList()
                .reversed();
    }

    private AuditEntry moved(Tier tier, Instant at) {
        return done(admin, new Deed.ChangeTier(ada.id(), tier), at);
    }

    @Test
    void credit_is_given_and_taken_by_a_line_of_the_ledger() {
        AuditEntry given = done(admin, new Deed.AdjustCredits(ada.id(), 50_500));
        AuditEntry taken = done(admin, new Deed.AdjustCredits(ada.id(), -20_000), SOON);

        assertThat(funds(ada, SOON).available()).isEqualTo(new Credits(750_500));
        assertThat(kinds()).containsExactly(EntryKind.GRANT, EntryKind.ADJUST, EntryKind.ADJUST);
        assertThat(posted(ada)).isEqualTo(750_500);
        assertThat(given.before()).contains("720");
        assertThat(given.after()).contains("770.5");
        assertThat(taken.after()).contains("750.5");
        holds(ada, 750, SOON);
    }

    @Test
    void no_more_is_taken_than_there_is() {
        holds(ada, 700, NOW);

        assertThat(does(admin, new Deed.AdjustCredits(ada.id(), -20_001), SOON))
                .isEqualTo(new Desk.Outcome.TooMuch(Credits.of(20)));
        assertThat(kinds()).containsExactly(EntryKind.GRANT, EntryKind.HOLD);
        assertThat(audit()).isEmpty();

        done(admin, new Deed.AdjustCredits(ada.id(), -20_000), SOON);
        assertThat(funds(ada, SOON).available()).isEqualTo(Credits.NONE);
        assertThat(funds(ada, SOON).own().held()).isEqualTo(Credits.of(700));
    }

    @Test
    void the_same_request_gives_once() throws Exception {
        Idempotency key = key("k", "f");

        List<Desk.Outcome> outcomes =
                AtOnce.run(
                        8,
                        i ->
                                desk().act(
                                                act(
                                                        admin,
                                                        new Deed.AdjustCredits(ada.id(), 10_000),
                                                        NOW),
                                                Optional.of(key)));

        AuditEntry entry = audit().getFirst();
        assertThat(audit()).hasSize(1);
        assertThat(outcomes)
                .containsOnly(new Desk.Outcome.Done(entry), new Desk.Outcome.Repeated(entry, "f"));
        assertThat(outcomes).containsOnlyOnce(new Desk.Outcome.Done(entry));
        assertThat(funds(ada, NOW).available()).isEqualTo(Credits.of(730));
    }

    @Test
    void a_key_that_led_to_a_refusal_may_be_used_again() {
        Idempotency key = key("again", "f");

        assertThat(
                        desk().act(
                                        act(admin, new Deed.AdjustCredits(ada.id(), -999_000), NOW),
                                        Optional.of(key)))
                .isInstanceOf(Desk.Outcome.TooMuch.class);
        assertThat(
                        desk().act(
                                        act(admin, new Deed.AdjustCredits(ada.id(), 1_000), NOW),
                                        Optional.of(key)))
                .isInstanceOf(Desk.Outcome.Done.class);
    }

    @Test
    void a_higher_tier_begins_at_once_with_all_it_grants() {
        NewComparison running = holds(ada, 100, NOW);

        AuditEntry entry = moved(Tier.PRO, SOON);

        Balance pro = funds(ada, SOON).own();
        assertThat(now(ada).tier()).isEqualTo(Tier.PRO);
        assertThat(now(ada).tierSince()).isEqualTo(SOON);
        assertThat(entry.before()).contains("starter");
        assertThat(entry.after()).contains("pro");
        assertThat(pro.available()).isEqualTo(Credits.of(3_300));
        assertThat(pro.period().startedAt()).isEqualTo(SOON);
        assertThat(pro.period().resetsAt()).isEqualTo(Instant.parse("2026-04-10T00:00:00Z"));
        assertThat(kinds())
                .containsExactly(
                        EntryKind.GRANT, EntryKind.HOLD, EntryKind.EXPIRE, EntryKind.GRANT);

        comparisons()
                .finish(
                        running.fence(),
                        Samples.settlement(Credits.of(100), Samples.completed("a/one", "x", "0.1")),
                        0,
                        SOON.plusSeconds(5));
        assertThat(funds(ada, SOON).available()).isEqualTo(Credits.of(3_300));
        assertThat(posted(ada)).isEqualTo(3_300_000);
    }

    @Test
    void a_lower_tier_leaves_what_was_granted_until_the_period_ends() {
        holds(ada, 20, NOW);
        Instant end = funds(ada, NOW).own().period().resetsAt();

        moved(Tier.FREE, SOON);

        Balance left = funds(ada, SOON).own();
        assertThat(now(ada).tier()).isEqualTo(Tier.FREE);
        assertThat(left.available()).isEqualTo(Credits.of(700));
        assertThat(left.period().resetsAt()).isEqualTo(end);
        assertThat(kinds()).containsExactly(EntryKind.GRANT, EntryKind.HOLD);
        Balance next = funds(ada, end.plusSeconds(1)).own();
        assertThat(next.available()).isEqualTo(Credits.of(100));
        assertThat(next.period().kind()).isEqualTo(PeriodKind.DAY);
    }

    @Test
    void months_go_on_from_the_same_day_in_a_lower_tier_that_is_paid() {
        moved(Tier.PRO, SOON);
        holds(ada, 1, SOON);
        Instant end = funds(ada, SOON).own().period().resetsAt();

        moved(Tier.STARTER, SOON.plusSeconds(86_400 * 10));

        assertThat(now(ada).tierSince()).isEqualTo(SOON);
        Balance next = funds(ada, end).own();
        assertThat(next.available()).isEqualTo(Credits.of(720));
        assertThat(next.period().startedAt()).isEqualTo(end);
        assertThat(next.period().resetsAt()).isEqualTo(Instant.parse("2026-05-10T00:00:00Z"));
    }

    @Test
    void an_account_that_never_compared_just_has_the_new_tiers_credit() {
        moved(Tier.PRO, SOON);

        assertThat(kinds()).isEmpty();
        assertThat(funds(ada, SOON).available()).isEqualTo(Credits.of(3_300));
        moved(Tier.FREE, SOON);
        assertThat(funds(ada, SOON).available()).isEqualTo(Credits.of(100));
    }

    @Test
    void a_day_that_becomes_a_month_begins_now_and_overlaps_nothing() {
        moved(Tier.FREE, NOW);
        holds(ada, 40, NOW);

        moved(Tier.STARTER, SOON);

        assertThat(funds(ada, SOON).own().period().startedAt()).isEqualTo(SOON);
        assertThat(funds(ada, SOON).available()).isEqualTo(Credits.of(720));
        assertThat(posted(ada)).isEqualTo(720_000);
    }
}
