package com.compareintel.architecture.specimens.unmarked;

/// Nobody knows what may be null here.
public final class Unmarked {}
