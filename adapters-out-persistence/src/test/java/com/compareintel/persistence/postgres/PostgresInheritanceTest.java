package com.compareintel.persistence.postgres;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.AtOnce;
import com.compareintel.core.account.Account;
import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.AdmitOutcome;
import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.ComparisonStatus;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.ConversationCap;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.comparison.NewComparison.Place;
import com.compareintel.core.comparison.Parameters;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.conversation.Conversation;
import com.compareintel.core.conversation.ConversationState;
import com.compareintel.core.conversation.Conversations;
import com.compareintel.core.conversation.Listing;
import com.compareintel.core.conversation.Search;
import com.compareintel.core.conversation.Shelf;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.preference.Preset;
import com.compareintel.core.preference.PresetId;
import com.compareintel.core.preference.Presets;
import com.compareintel.core.signin.EmailAddress;
import com.compareintel.core.signin.PasswordHash;
import com.compareintel.core.signin.Proof;
import com.compareintel.core.signin.Registration;
import com.compareintel.core.signin.Registrations;
import com.compareintel.core.tier.Tier;
import com.compareintel.core.usage.UsageFolding;
import com.compareintel.core.usage.UsageLog;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of a visitor that becomes an account.
class PostgresInheritanceTest {
    private static final ConversationCap WIDE = new ConversationCap(100);
    private static final Payer.Network NETWORK = new Payer.Network("net", Optional.empty());

    private final Comparisons comparisons = Fixture.get(Comparisons.class);
    private final Conversations conversations = Fixture.get(Conversations.class);
    private final Caller ada = visitor();
    private final Caller bob = visitor();
    private final Account account =
            new Account(
                    new AccountId(UUID.randomUUID()),
                    "account",
                    Tier.FREE,
                    false,
                    ZoneOffset.UTC,
                    NOW,
                    NOW);
    private final Owner owner = new Owner.Account(account.id());

    private static Caller visitor() {
        return Samples.visitor(NETWORK, new Pool(NETWORK.key(), Samples.daily(5_000)));
    }

    @BeforeEach
    void begin_empty() throws SQLException {
        Fixture.clear();
    }

    private NewComparison admitted(Draft draft) {
        NewComparison comparison = draft.of("a/one").build();
        assertThat(comparisons.admit(comparison)).isEqualTo(new AdmitOutcome.Admitted());
        return comparison;
    }

    private void end(NewComparison comparison) {
        AnswerEnding ending = Samples.completed("a/one", "High and low.", "0.01");
        comparisons.record(comparison.fence(), ending);
        comparisons.finish(
                comparison.fence(),
                Samples.settlement(comparison.plan().hold(), ending),
                0,
                NOW.plusSeconds(1));
    }

    private boolean becomeAccount() {
        Registrations registrations = Fixture.get(Registrations.class);
        registrations.begin(
                new Registration(
                        UUID.randomUUID(),
                        new EmailAddress("ada@example.org"),
                        new PasswordHash("hash"),
                        "token",
                        "code",
                        Optional.of(((Owner.Visitor) ada.owner()).id()),
                        NOW));
        return registrations.confirm(new Proof.Link("token"), account);
    }

    private List<String> titles(Owner of, Optional<Search> search) {
        return conversations
                .list(
                        new Shelf(of, WIDE),
                        new Listing(ConversationState.ACTIVE, search),
                        Optional.empty(),
                        100)
                .conversations()
                .stream()
                .map(Conversation::title)
                .toList();
    }

    @Test
    void its_presets_go_with_it() {
        Presets presets = Fixture.get(Presets.class);
        Preset preset =
                new Preset(
                        new PresetId(UUID.randomUUID()),
                        "mine",
                        List.of(new ModelId("a/one")),
                        Parameters.DEFAULTS,
                        NOW);
        presets.add(ada.owner(), preset, 2, Optional.empty());

        assertThat(becomeAccount()).isTrue();

        assertThat(presets.list(owner, Optional.empty(), 10)).containsExactly(preset);
        assertThat(presets.list(ada.owner(), Optional.empty(), 10)).isEmpty();
    }

    @Test
    void what_it_owned_is_shown_and_found_and_gone_on_with_and_what_others_own_is_not() {
        NewComparison turn = admitted(Draft.of(ada).inNewConversation("Tides"));
        end(turn);
        NewComparison unstored = admitted(Draft.of(ada));
        end(unstored);
        end(admitted(Draft.of(bob).inNewConversation("Tides of another")));

        assertThat(becomeAccount()).isTrue();

        assertThat(titles(owner, Optional.empty())).containsExactly("Tides");
        assertThat(titles(owner, Optional.of(Search.of("low hig")))).containsExactly("Tides");
        assertThat(titles(ada.owner(), Optional.empty())).isEmpty();
        assertThat(titles(ada.owner(), Optional.of(Search.of("low")))).isEmpty();
        assertThat(titles(bob.owner(), Optional.of(Search.of("low")))).hasSize(1);
        assertThat(comparisons.find(owner, unstored.id())).isPresent();
        assertThat(comparisons.find(ada.owner(), turn.id())).isEmpty();
        Caller caller =
                new Caller(
                        owner,
                        new Payer.Account(account.id()),
                        Tier.FREE,
                        false,
                        List.of(new Pool("account:" + account.id(), Samples.daily(100))),
                        owner.key());
        admitted(
                Draft.of(caller)
                        .in(
                                new Place.SameConversation(
                                        turn.place().conversation().orElseThrow(), WIDE)));
    }

    @Test
    void what_runs_goes_on_is_the_accounts_and_is_paid_by_the_network() {
        NewComparison turn = admitted(Draft.of(ada).inNewConversation("Tides"));

        assertThat(becomeAccount()).isTrue();
        end(turn);

        assertThat(comparisons.find(owner, turn.id()).orElseThrow().status())
                .isEqualTo(ComparisonStatus.COMPLETED);
        assertThat(titles(owner, Optional.of(Search.of("low")))).containsExactly("Tides");
        UsageLog.Span day = new UsageLog.Span("day", NOW, NOW.plus(Duration.ofDays(1)));
        UsageLog log = Fixture.get(UsageLog.class);
        var none = new UsageLog.Months(YearMonth.of(2000, 2), YearMonth.of(2000, 1));
        assertThat(log.bySpan(owner, List.of(day), none).lines()).hasSize(1);
        assertThat(log.bySpan(ada.owner(), List.of(day), none).lines()).isEmpty();
    }

    @Test
    void usage_that_was_folded_is_inherited_as_well() {
        end(admitted(Draft.of(ada).inNewConversation("Tides")));
        Instant later = NOW.plus(Duration.ofDays(1));
        assertThat(Fixture.get(UsageFolding.class).fold(later, 10)).isPositive();

        assertThat(becomeAccount()).isTrue();

        UsageLog log = Fixture.get(UsageLog.class);
        YearMonth month = YearMonth.from(NOW.atZone(ZoneOffset.UTC));
        var months = new UsageLog.Months(month, month);
        UsageLog.Span day = new UsageLog.Span("day", NOW, later);
        assertThat(log.bySpan(owner, List.of(day), months).folded()).hasSize(1);
        assertThat(log.bySpan(ada.owner(), List.of(day), months).folded()).isEmpty();
    }

    @Test
    void whatever_is_admitted_or_ends_meanwhile_belongs_to_one_of_both() throws Exception {
        NewComparison running = admitted(Draft.of(ada).inNewConversation("running"));
        Callable<Boolean> ending =
                () -> {
                    end(running);
                    return true;
                };
        Callable<Boolean> beginning =
                () -> {
                    admitted(Draft.of(ada).inNewConversation("new"));
                    return true;
                };

        AtOnce.run(List.of(this::becomeAccount, ending, beginning));

        assertThat(titles(owner, Optional.empty())).contains("running");
        assertThat(titles(owner, Optional.of(Search.of("low")))).containsExactly("running");
        assertThat(
                        titles(owner, Optional.empty()).size()
                                + titles(ada.owner(), Optional.empty()).size())
                .isEqualTo(2);
    }

    @Test
    void credit_is_free_while_an_admission_waits_for_the_visitor_that_becomes_an_account()
            throws Exception {
        NewComparison running = admitted(Draft.of(ada).inNewConversation("running"));
        try (Connection ending = Fixture.database().connect();
                Statement sql = ending.createStatement();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ending.setAutoCommit(false);
            // what a finish does, in its order
            sql.execute("SELECT id FROM comparisons FOR UPDATE");
            var becoming = threads.submit(this::becomeAccount);
            LockWaiters.await(1);
            var beginning = threads.submit(() -> admitted(Draft.of(ada).inNewConversation("new")));
            LockWaiters.await(2);
            sql.execute("SET LOCAL lock_timeout = '5s'");
            sql.execute("SELECT key FROM credit_pools FOR UPDATE");
            ending.commit();

            assertThat(becoming.get()).isTrue();
            assertThat(beginning.get().id()).isNotEqualTo(running.id());
        }
    }
}
