package com.compareintel.core.retention;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.AtOnce;
import com.compareintel.core.account.Caller;
import com.compareintel.core.comparison.AdmitOutcome;
import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.ConversationCap;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.comparison.NewComparison.Place;
import com.compareintel.core.comparison.Prompt;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.conversation.Conversation;
import com.compareintel.core.conversation.ConversationState;
import com.compareintel.core.conversation.Conversations;
import com.compareintel.core.conversation.Listing;
import com.compareintel.core.conversation.Shelf;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.identity.VisitorId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What any [Perishables] promises together with what it drops from. Every test gets empty books.
public abstract class PerishablesContract {
    private static final Duration SECOND = Duration.ofSeconds(1);

    protected abstract Perishables perishables();

    protected abstract Comparisons comparisons();

    protected abstract Conversations conversations();

    protected abstract CreditLedger ledger();

    private static Caller visitor() {
        Payer.Network network = new Payer.Network(UUID.randomUUID().toString(), Optional.empty());
        return Samples.visitor(network, new Pool(network.key(), Samples.daily(50)));
    }

    private static VisitorId idOf(Caller visitor) {
        return ((Owner.Visitor) visitor.owner()).id();
    }

    private NewComparison admitted(Draft draft) {
        NewComparison comparison = draft.build();
        assertThat(comparisons().admit(comparison)).isEqualTo(new AdmitOutcome.Admitted());
        return comparison;
    }

    /// Admitted, and ended a second later.
    private NewComparison ended(Draft draft) {
        NewComparison comparison = admitted(draft.of("a/one"));
        AnswerEnding ending = Samples.completed("a/one", "High and low.", "0.01");
        comparisons().record(comparison.fence(), ending);
        comparisons()
                .finish(
                        comparison.fence(),
                        Samples.settlement(comparison.plan().hold(), ending),
                        0,
                        endOf(comparison));
        return comparison;
    }

    private static Instant endOf(NewComparison comparison) {
        return comparison.createdAt().plus(SECOND);
    }

    private Comparison stored(NewComparison comparison) {
        return comparisons().find(comparison.id()).orElseThrow();
    }

    @Test
    void a_key_goes_when_its_time_has_come_and_not_before() {
        NewComparison first = admitted(Draft.of(Samples.account(50)).keyed("old", "print"));
        NewComparison second =
                admitted(Draft.of(Samples.account(50)).keyed("new", "print").at(NOW.plus(SECOND)));

        assertThat(perishables().dropKeys(NOW.minus(SECOND), 10)).isZero();
        assertThat(perishables().dropKeys(NOW, 10)).isEqualTo(1);

        assertThat(comparisons().repeatOf(first.idempotency().orElseThrow(), NOW)).isEmpty();
        assertThat(comparisons().repeatOf(second.idempotency().orElseThrow(), NOW)).isPresent();
        assertThat(comparisons().find(first.id())).isPresent();
    }

    @Test
    void the_text_of_what_was_not_to_be_stored_goes_and_what_it_cost_stays() {
        NewComparison comparison = ended(Draft.of(Samples.account(50)).in(new Place.Nowhere()));
        Comparison before = stored(comparison);

        assertThat(perishables().dropTexts(endOf(comparison).minus(SECOND), 10)).isZero();
        assertThat(stored(comparison)).isEqualTo(before);
        assertThat(perishables().dropTexts(endOf(comparison), 10)).isEqualTo(1);

        Comparison after = stored(comparison);
        assertThat(after.prompt()).isEqualTo(Prompt.FORGOTTEN);
        assertThat(after.answers()).noneMatch(Answer::hasOutput);
        assertThat(after.closing()).isEqualTo(before.closing());
        assertThat(after.answers().getFirst().usage())
                .isEqualTo(before.answers().getFirst().usage());
        assertThat(perishables().dropTexts(endOf(comparison), 10)).isZero();
    }

    @Test
    void what_was_told_goes_and_what_was_answered_stays() {
        NewComparison comparison = ended(Draft.of(Samples.account(50)).inNewConversation("Tides"));
        NewComparison running = admitted(Draft.of(Samples.account(50)));
        Comparison before = stored(comparison);

        assertThat(perishables().dropJournals(endOf(comparison).minus(SECOND), 10)).isZero();
        assertThat(perishables().dropJournals(endOf(comparison), 10)).isEqualTo(1);

        assertThat(stored(comparison)).isEqualTo(before);
        assertThat(stored(running)).isEqualTo(running.asComparison());
        assertThat(perishables().dropJournals(NOW.plus(Duration.ofDays(1)), 10)).isZero();
    }

    @Test
    void texts_of_conversations_and_of_what_still_runs_stay() {
        NewComparison kept = ended(Draft.of(Samples.account(50)).inNewConversation("Tides"));
        NewComparison running = admitted(Draft.of(Samples.account(50)).in(new Place.Nowhere()));

        assertThat(perishables().dropTexts(NOW.plus(Duration.ofDays(1)), 10)).isZero();

        assertThat(stored(kept).answers().getFirst().text()).isEqualTo("High and low.");
        assertThat(stored(running).prompt()).isEqualTo(running.request().prompt());
    }

    @Test
    void a_visitor_goes_with_everything_but_the_ledger() {
        Caller gone = visitor();
        NewComparison kept = ended(Draft.of(gone).inNewConversation("Tides"));
        NewComparison unkept = ended(Draft.of(gone));
        Caller other = visitor();
        NewComparison others = ended(Draft.of(other).inNewConversation("Tea").at(NOW.plus(SECOND)));
        NewComparison accounts = ended(Draft.of(Samples.account(50)).inNewConversation("Old"));
        var entries = ledger().entries(gone.payer().key(), 100);

        assertThat(perishables().dropVisitors(NOW.minus(SECOND), 10)).isZero();
        assertThat(perishables().dropVisitors(NOW, 10)).isEqualTo(1);

        assertThat(comparisons().find(kept.id())).isEmpty();
        assertThat(comparisons().find(unkept.id())).isEmpty();
        assertThat(conversationsOf(gone)).isEmpty();
        assertThat(ledger().entries(gone.payer().key(), 100)).isEqualTo(entries).isNotEmpty();
        assertThat(comparisons().find(others.id())).isPresent();
        assertThat(comparisons().find(accounts.id())).isPresent();
        assertThat(conversationsOf(other)).hasSize(1);
        assertThat(perishables().dropVisitors(NOW, 10)).isZero();
    }

    private List<Conversation> conversationsOf(Caller caller) {
        Shelf shelf = new Shelf(caller.owner(), new ConversationCap(10));
        Listing shown = new Listing(ConversationState.ACTIVE, Optional.empty());
        return conversations().list(shelf, shown, Optional.empty(), 10).conversations();
    }

    @Test
    void a_visitor_whose_comparison_runs_stays() {
        Caller visitor = visitor();
        NewComparison running = admitted(Draft.of(visitor).inNewConversation("Tides"));

        assertThat(perishables().dropVisitors(NOW.plus(SECOND), 10)).isZero();

        assertThat(comparisons().find(running.id())).isPresent();
        assertThat(conversationsOf(visitor)).hasSize(1);
    }

    @Test
    void a_visit_is_a_reason_to_stay() {
        Caller visitor = visitor();
        NewComparison comparison = ended(Draft.of(visitor).inNewConversation("Tides"));
        Instant back = NOW.plus(Duration.ofDays(3));

        perishables().noteVisits(Set.of(idOf(visitor), idOf(visitor())), back);

        assertThat(perishables().dropVisitors(back.minus(SECOND), 10)).isZero();
        assertThat(comparisons().find(comparison.id())).isPresent();
        assertThat(perishables().dropVisitors(back, 10)).isEqualTo(1);
    }

    @Test
    void a_visit_soon_after_another_is_not_noted_again() {
        Caller visitor = visitor();
        ended(Draft.of(visitor));

        perishables().noteVisits(Set.of(idOf(visitor)), NOW.plus(Duration.ofHours(23)));

        assertThat(perishables().dropVisitors(NOW, 10)).isEqualTo(1);
    }

    @Test
    void no_more_go_at_once_than_was_said() {
        for (int i = 0; i < 3; i++) {
            ended(Draft.of(visitor()).keyed("key", "print"));
        }

        assertThat(perishables().dropKeys(NOW, 2)).isEqualTo(2);
        assertThat(perishables().dropKeys(NOW, 2)).isEqualTo(1);
        assertThat(perishables().dropTexts(NOW.plus(SECOND), 2)).isEqualTo(2);
        assertThat(perishables().dropTexts(NOW.plus(SECOND), 2)).isEqualTo(1);
        assertThat(perishables().dropVisitors(NOW, 2)).isEqualTo(2);
        assertThat(perishables().dropVisitors(NOW, 2)).isEqualTo(1);
    }

    @Test
    void several_at_once_drop_each_thing_once() throws InterruptedException {
        for (int i = 0; i < 12; i++) {
            ended(Draft.of(visitor()).keyed("key", "print"));
        }

        int keys = sum(AtOnce.run(4, number -> perishables().dropKeys(NOW, 100)));
        int visitors = sum(AtOnce.run(4, number -> perishables().dropVisitors(NOW, 100)));

        assertThat(keys).isEqualTo(12);
        assertThat(visitors).isEqualTo(12);
    }

    private static int sum(Iterable<Integer> counts) {
        int sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }
}
