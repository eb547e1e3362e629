package com.compareintel.architecture.specimens.http.credit;

import com.compareintel.architecture.specimens.http.problem.Egg;

public record Chicken(Egg egg) {}
