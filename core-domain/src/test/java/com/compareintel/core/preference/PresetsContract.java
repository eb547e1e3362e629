package com.compareintel.core.preference;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.AtOnce;
import com.compareintel.core.account.Account;
import com.compareintel.core.account.Accounts;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.comparison.Parameters;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.identity.VisitorId;
import com.compareintel.core.tier.Tier;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// What any [Presets] promises. Every test has owners of its own.
public abstract class PresetsContract {
    private static final Presets.Outcome ADDED = new Presets.Outcome.Added();
    private static final Presets.Outcome FULL = new Presets.Outcome.Full();
    private static final Parameters COOL =
            new Parameters(
                    Optional.of(new BigDecimal("0.1")),
                    Optional.empty(),
                    OptionalInt.of(500),
                    OptionalLong.empty(),
                    Optional.empty());

    private final AtomicLong number = new AtomicLong();

    protected abstract Accounts accounts();

    protected abstract Presets presets();

    private Owner account() {
        Account account =
                new Account(
                        new AccountId(UUID.randomUUID()),
                        "Ada",
                        Tier.FREE,
                        false,
                        ZoneOffset.UTC,
                        NOW,
                        NOW);
        accounts().add(account);
        return new Owner.Account(account.id());
    }

    private static Owner visitor() {
        return new Owner.Visitor(new VisitorId(UUID.randomUUID()));
    }

    /// Ids in the order in which they are asked for.
    private Preset preset(String name, String... models) {
        long next = 0x019c_0000_0000_7000L + (number.incrementAndGet() << 16);
        return new Preset(
                new PresetId(new UUID(next, UUID.randomUUID().getLeastSignificantBits())),
                name,
                List.of(models).stream().map(ModelId::new).toList(),
                COOL,
                NOW);
    }

    private Preset added(Owner owner) {
        Preset preset = preset("mine \u0000\ud83d\ude00", "b/two", "a/one");
        assertThat(presets().add(owner, preset, 100, Optional.empty())).isEqualTo(ADDED);
        return preset;
    }

    @Test
    void a_preset_is_found_as_it_was_added_by_its_owner_alone() {
        for (Owner owner : List.of(account(), visitor())) {
            Preset preset = added(owner);

            assertThat(presets().find(owner, preset.id())).contains(preset);
            assertThat(presets().list(owner, Optional.empty(), 10)).containsExactly(preset);
            for (Owner other : List.of(account(), visitor())) {
                assertThat(presets().find(other, preset.id())).isEmpty();
                assertThat(presets().list(other, Optional.empty(), 10)).isEmpty();
                assertThat(presets().replace(other, preset)).isFalse();
                assertThat(presets().drop(other, preset.id())).isFalse();
            }
            assertThat(presets().find(owner, preset.id())).contains(preset);
        }
    }

    @Test
    void it_is_replaced_and_dropped() {
        Owner owner = account();
        Preset preset = added(owner);
        Preset other = added(owner);
        Preset changed =
                new Preset(
                        preset.id(),
                        "new",
                        List.of(new ModelId("c/three")),
                        Parameters.DEFAULTS,
                        preset.createdAt());

        assertThat(presets().replace(owner, changed)).isTrue();
        assertThat(presets().find(owner, preset.id())).contains(changed);
        assertThat(presets().drop(owner, preset.id())).isTrue();
        assertThat(presets().drop(owner, preset.id())).isFalse();
        assertThat(presets().replace(owner, changed)).isFalse();
        assertThat(presets().list(owner, Optional.empty(), 10)).containsExactly(other);
    }

    @Test
    void the_newest_comes_first_and_the_list_goes_on_behind_any() {
        Owner owner = visitor();
        List<Preset> added = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            added.addFirst(added(owner));
        }

        assertThat(presets().list(owner, Optional.empty(), 2)).isEqualTo(added.subList(0, 2));
        assertThat(presets().list(owner, Optional.of(added.get(1).id()), 10))
                .isEqualTo(added.subList(2, 5));
    }

    @Test
    void no_more_are_added_than_allowed_however_many_ask() throws InterruptedException {
        for (Owner owner : List.of(account(), visitor())) {
            List<Preset> asked = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                asked.add(preset("no " + i, "a/one"));
            }

            List<Presets.Outcome> outcomes =
                    AtOnce.run(12, i -> presets().add(owner, asked.get(i), 3, Optional.empty()));

            assertThat(outcomes).filteredOn(ADDED::equals).hasSize(3);
            assertThat(outcomes).filteredOn(FULL::equals).hasSize(9);
            List<Preset> kept = presets().list(owner, Optional.empty(), 10);
            assertThat(kept).hasSize(3);
            presets().drop(owner, kept.getFirst().id());
            assertThat(presets().add(owner, preset("more", "a/one"), 3, Optional.empty()))
                    .isEqualTo(ADDED);
            assertThat(presets().add(owner, preset("less", "a/one"), 2, Optional.empty()))
                    .isEqualTo(FULL);
        }
    }

    @Test
    void the_same_promise_adds_one_preset_however_many_keep_it() throws InterruptedException {
        Owner owner = account();
        Idempotency promise = new Idempotency(owner.key(), UUID.randomUUID().toString(), "print");

        List<Presets.Outcome> outcomes =
                AtOnce.run(
                        6,
                        i ->
                                presets()
                                        .add(
                                                owner,
                                                preset("one", "a/one"),
                                                10,
                                                Optional.of(promise)));

        List<Preset> kept = presets().list(owner, Optional.empty(), 10);
        assertThat(kept).hasSize(1);
        assertThat(outcomes).filteredOn(ADDED::equals).hasSize(1);
        assertThat(outcomes)
                .filteredOn(Presets.Outcome.Repeated.class::isInstance)
                .hasSize(5)
                .allMatch(new Presets.Outcome.Repeated(kept.getFirst().id(), "print")::equals);
    }
}
