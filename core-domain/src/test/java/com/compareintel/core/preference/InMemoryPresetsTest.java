package com.compareintel.core.preference;

import com.compareintel.core.InMemoryBooks;
import com.compareintel.core.ManualClock;
import com.compareintel.core.account.Accounts;
import com.compareintel.core.account.InMemoryAccounts;
import com.compareintel.core.comparison.Samples;

class InMemoryPresetsTest extends PresetsContract {
    private final Accounts accounts = new InMemoryAccounts();
    private final Presets presets =
            new InMemoryPresets(InMemoryBooks.empty(new ManualClock(Samples.NOW)).comparisons());

    @Override
    protected Accounts accounts() {
        return accounts;
    }

    @Override
    protected Presets presets() {
        return presets;
    }
}
