package com.compareintel.architecture.specimens.core.marketing;

/// A thing of no feature that anybody decided on.
public record Slogan(String text) {}
