package com.compareintel.core.preference;

import com.compareintel.core.UseCase;
import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.ModelDirectory;
import com.compareintel.core.comparison.ModelChoice;
import com.compareintel.core.comparison.Refusal;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.tier.TierTable;
import java.util.Optional;

/// What an account chooses for itself.
@UseCase
public final class KeepPreferences {
    private final Preferences preferences;
    private final ModelDirectory directory;
    private final TierTable tiers;

    public KeepPreferences(Preferences preferences, ModelDirectory directory, TierTable tiers) {
        this.preferences = preferences;
        this.directory = directory;
        this.tiers = tiers;
    }

    /// What an account that exists has chosen.
    public Preference of(AccountId account) {
        return preferences.of(account).orElseThrow(() -> missing(account));
    }

    /// Keeps what an account that exists chooses, unless it may not use its models.
    public Optional<Refusal> keep(AccountId account, Caller caller, Preference preference) {
        Optional<Refusal> refusal =
                preference.models().isEmpty()
                        ? Optional.empty()
                        : new ModelChoice(directory.current(), tiers)
                                .refusal(caller, preference.models());
        if (refusal.isEmpty() && !preferences.keep(account, preference)) {
            throw missing(account);
        }
        return refusal;
    }

    private static IllegalStateException missing(AccountId account) {
        return new IllegalStateException("no account " + account);
    }
}
