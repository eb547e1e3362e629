package com.compareintel.persistence.postgres;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.AtOnce;
import com.compareintel.core.ManualClock;
import com.compareintel.core.Rounds;
import com.compareintel.core.account.Account;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.signin.EmailAddress;
import com.compareintel.core.signin.Entrance;
import com.compareintel.core.signin.KeepSessions;
import com.compareintel.core.signin.PasswordHash;
import com.compareintel.core.signin.Proof;
import com.compareintel.core.signin.Registration;
import com.compareintel.core.signin.Registrations;
import com.compareintel.core.signin.Session;
import com.compareintel.core.signin.SessionId;
import com.compareintel.core.signin.Sessions;
import com.compareintel.core.signin.Tokens;
import com.compareintel.core.tier.Tier;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Families of refresh tokens, a thousand in full, each turned eight times at once.
class RefreshingTest {
    private static final int FAMILIES = Rounds.between(40, 1_000);
    private static final int AT_ONCE = 8;
    private static final int OF_AN_ACCOUNT = 20;
    private static final PasswordHash OLD = new PasswordHash("old");

    private final ManualClock clock = new ManualClock(NOW);
    private final Sessions sessions = Fixture.get(Sessions.class);
    private final Tokens tokens = Fixture.get(Tokens.class);
    private final KeepSessions keep = new KeepSessions(sessions, tokens, clock);
    private final List<AccountId> accounts = new ArrayList<>();

    @BeforeEach
    void begin_empty() throws SQLException {
        Fixture.clear();
    }

    /// The refresh tokens of so many sessions.
    private List<String> families() {
        List<String> families = new ArrayList<>();
        for (int i = 0; i < FAMILIES; i++) {
            if (i % OF_AN_ACCOUNT == 0) {
                accounts.add(open(i));
            }
            SessionId id = new SessionId(UUID.randomUUID());
            sessions.begin(new Session(id, accounts.getLast(), "a browser", NOW, NOW), OLD);
            families.add(tokens.refresh(new Tokens.Refresh(id, 1, "keepsake " + i), NOW));
        }
        return families;
    }

    private static AccountId open(int number) {
        Registrations registrations = Fixture.get(Registrations.class);
        Account account =
                new Account(
                        new AccountId(UUID.randomUUID()),
                        "account",
                        Tier.FREE,
                        false,
                        ZoneOffset.UTC,
                        NOW,
                        NOW);
        registrations.begin(
                new Registration(
                        UUID.randomUUID(),
                        new EmailAddress(number + "@example.org"),
                        OLD,
                        "token " + number,
                        "00000000",
                        NOW));
        registrations.confirm(new Proof.Link("token " + number), account);
        return account.id();
    }

    private Tokens.Refresh shown(Entrance entrance) {
        return tokens.readRefresh(entrance.refresh(), clock.instant()).orElseThrow();
    }

    private boolean isIn(Entrance entrance) {
        return keep.account(entrance.access()).isPresent();
    }

    /// What came of turning this at once.
    private List<Optional<Entrance>> turned(String token) throws InterruptedException {
        return AtOnce.run(AT_ONCE, i -> keep.refresh(token));
    }

    @Test
    void each_has_one_successor_everyone_is_in_and_a_replay_after_the_window_ends_it()
            throws InterruptedException {
        List<String> families = families();
        List<Entrance> successors = new ArrayList<>();
        for (String family : families) {
            List<Optional<Entrance>> turned = turned(family);
            assertThat(turned).allMatch(Optional::isPresent);
            assertThat(turned.stream().map(Optional::orElseThrow).map(this::shown).distinct())
                    .singleElement()
                    .satisfies(shown -> assertThat(shown.generation()).isEqualTo(2));
            assertThat(turned.stream().map(Optional::orElseThrow)).allMatch(this::isIn);
            successors.add(turned.getFirst().orElseThrow());
        }

        clock.advance(Sessions.FORGIVEN.plus(Duration.ofMillis(1)));

        for (int i = 0; i < FAMILIES; i++) {
            if (i % 2 == 0) {
                assertThat(turned(families.get(i))).allMatch(Optional::isEmpty);
                assertThat(isIn(successors.get(i))).isFalse();
                assertThat(keep.refresh(successors.get(i).refresh())).isEmpty();
            } else {
                assertThat(isIn(successors.get(i))).isTrue();
                assertThat(keep.refresh(successors.get(i).refresh())).isPresent();
            }
        }
    }

    @Test
    void whoever_is_let_in_by_the_old_password_while_it_is_changed_is_out_again()
            throws InterruptedException {
        for (int round = 0; round < Rounds.of(10); round++) {
            AccountId changing = open(round);

            AtOnce.run(
                    AT_ONCE,
                    i -> {
                        SessionId id = new SessionId(UUID.randomUUID());
                        return i == AT_ONCE / 2
                                ? Fixture.get(Registrations.class)
                                        .changePassword(changing, OLD, new PasswordHash("new"))
                                : sessions.begin(
                                        new Session(id, changing, "a browser", NOW, NOW), OLD);
                    });

            assertThat(keep.of(changing)).isEmpty();
        }
    }

    @Test
    void a_change_of_the_password_ends_all_of_them_whoever_is_turning_them()
            throws InterruptedException {
        List<String> families = families();
        AccountId changing = accounts.getFirst();
        List<String> its = families.subList(0, OF_AN_ACCOUNT);

        List<Optional<Entrance>> turned =
                AtOnce.run(
                        OF_AN_ACCOUNT + 1,
                        i -> {
                            if (i < OF_AN_ACCOUNT) {
                                return keep.refresh(its.get(i));
                            }
                            Fixture.get(Registrations.class)
                                    .changePassword(changing, OLD, new PasswordHash("new"));
                            return Optional.empty();
                        });

        assertThat(keep.of(changing)).isEmpty();
        assertThat(turned.stream().flatMap(Optional::stream)).noneMatch(this::isIn);
        assertThat(its.stream().map(keep::refresh)).allMatch(Optional::isEmpty);
        assertThat(keep.of(accounts.getLast())).hasSize(OF_AN_ACCOUNT);
    }
}
