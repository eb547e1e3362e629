package com.compareintel.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Accounts;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Parameters;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.identity.VisitorId;
import com.compareintel.core.preference.Preset;
import com.compareintel.core.preference.PresetId;
import com.compareintel.core.preference.Presets;
import com.compareintel.core.preference.PresetsContract;
import com.compareintel.core.retention.Perishables;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresPresetsTest extends PresetsContract {
    @BeforeEach
    void begin_empty() throws SQLException {
        Fixture.clear();
    }

    @Override
    protected Accounts accounts() {
        return Fixture.get(Accounts.class);
    }

    @Override
    protected Presets presets() {
        return Fixture.get(Presets.class);
    }

    @Test
    void a_visitors_presets_go_with_the_visitor() {
        Owner visitor = new Owner.Visitor(new VisitorId(UUID.randomUUID()));
        Preset preset =
                new Preset(
                        new PresetId(UUID.randomUUID()),
                        "mine",
                        List.of(new ModelId("a/one")),
                        Parameters.DEFAULTS,
                        Samples.NOW);
        presets().add(visitor, preset, 1, Optional.empty());

        Perishables perishables = Fixture.get(Perishables.class);
        assertThat(perishables.dropVisitors(Samples.NOW.minusSeconds(1), 10)).isZero();
        assertThat(presets().find(visitor, preset.id())).isPresent();
        assertThat(perishables.dropVisitors(Samples.NOW, 10)).isEqualTo(1);

        assertThat(presets().find(visitor, preset.id())).isEmpty();
    }
}
