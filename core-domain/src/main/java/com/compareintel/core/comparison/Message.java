package com.compareintel.core.comparison;

/// One message of what a model is sent.
public record Message(Role role, String text) {
    /// Who is speaking.
    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT
    }
}
