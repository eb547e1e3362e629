package com.compareintel.persistence.memory;

import com.compareintel.core.run.WakeUps;
import com.compareintel.core.run.WakeUpsContract;

class InMemoryWakeUpsTest extends WakeUpsContract {
    private final WakeUps wakeUps = new InMemoryWakeUps();

    @Override
    protected WakeUps here() {
        return wakeUps;
    }

    @Override
    protected WakeUps there() {
        return wakeUps;
    }
}
