package com.compareintel.core.run;

class PlainWakeUpsTest extends WakeUpsContract {
    private final WakeUps wakeUps = new PlainWakeUps();

    @Override
    protected WakeUps here() {
        return wakeUps;
    }

    @Override
    protected WakeUps there() {
        return wakeUps;
    }
}
