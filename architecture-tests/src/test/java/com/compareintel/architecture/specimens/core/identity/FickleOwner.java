package com.compareintel.architecture.specimens.core.identity;

/// Changes under the eyes of several threads, and lets others change how.
public class FickleOwner {
    private int changes;

    public int change() {
        return ++changes;
    }
}
