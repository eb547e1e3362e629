package com.compareintel.core.signin;

/// What lets a device in: for some minutes, and to more of the same. Its text form is masked.
public record Entrance(String access, String refresh) {
    @Override
    public String toString() {
        return "Entrance[…]";
    }
}
