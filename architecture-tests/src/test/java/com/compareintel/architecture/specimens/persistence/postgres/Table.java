package com.compareintel.architecture.specimens.persistence.postgres;

public record Table() {}
