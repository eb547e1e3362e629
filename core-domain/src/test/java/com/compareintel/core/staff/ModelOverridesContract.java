package com.compareintel.core.staff;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.catalogue.Rates;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.tier.Tier;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What any [ModelOverrides] promise of what was done at the [Desk].
public abstract class ModelOverridesContract extends DeskStage {
    private static final ModelId ONE = new ModelId("a/one");
    private static final ModelOverride HIDDEN =
            new ModelOverride(true, Optional.empty(), Optional.empty());
    private static final ModelOverride DEAR =
            new ModelOverride(
                    false,
                    Optional.of(Tier.PRO),
                    Optional.of(new Rates(Usd.of("0.000000000001"), Usd.of("0.00002"), Usd.ZERO)));

    protected abstract ModelOverrides overrides();

    @BeforeEach
    void open_the_accounts() {
        open();
    }

    @Test
    void an_override_is_kept_until_there_is_none_with_what_it_was_in_the_audit() {
        AuditEntry hidden = done(admin, new Deed.ChangeModel(ONE, HIDDEN));
        done(admin, new Deed.ChangeModel(new ModelId("b/two"), HIDDEN));
        AuditEntry dear = done(owner, new Deed.ChangeModel(ONE, DEAR));

        assertThat(overrides().all()).containsOnlyKeys(ONE, new ModelId("b/two"));
        assertThat(overrides().all()).containsEntry(ONE, DEAR);
        assertThat(hidden.subject()).isEqualTo("a/one");
        assertThat(hidden.before()).isEmpty();
        assertThat(dear.before()).contains("hidden");
        assertThat(dear.after())
                .contains(
                        "tier pro, US$ 0.000000000001 an input token, 0.00002 an output token, 0 a call");

        AuditEntry gone = done(admin, new Deed.ChangeModel(ONE, ModelOverride.NONE));
        assertThat(gone.after()).isEmpty();
        assertThat(overrides().all()).isEqualTo(Map.of(new ModelId("b/two"), HIDDEN));
    }

    @Test
    void what_is_so_already_is_not_written_down_again() {
        done(admin, new Deed.ChangeModel(ONE, DEAR));

        assertThat(does(admin, new Deed.ChangeModel(ONE, DEAR), NOW))
                .isEqualTo(new Desk.Outcome.Unchanged());
        assertThat(
                        does(
                                owner,
                                new Deed.ChangeModel(new ModelId("c/three"), ModelOverride.NONE),
                                NOW))
                .isEqualTo(new Desk.Outcome.Unchanged());
        assertThat(audit()).hasSize(1);
    }
}
