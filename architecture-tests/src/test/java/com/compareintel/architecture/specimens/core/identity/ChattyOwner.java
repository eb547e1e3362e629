package com.compareintel.architecture.specimens.core.identity;

/// Talks to whoever sits at the terminal.
public final class ChattyOwner {
    private ChattyOwner() {}

    public static void talk() {
        System.out.println("Here I am.");
    }
}
