package com.compareintel.architecture.specimens.http.problem;

import com.compareintel.architecture.specimens.http.credit.Chicken;
import java.util.List;

public record Egg(List<Chicken> chickens) {}
