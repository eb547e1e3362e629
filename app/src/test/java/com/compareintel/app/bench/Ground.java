package com.compareintel.app.bench;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What a cell is played on.
///
/// @param cpu what each part has used up to now
/// @param billed every call that the product made, added to as it is played
/// @param report told of all that was wrong in any cell, whoever plays it and for what
record Ground(
        Client client,
        MockControl mock,
        List<String> models,
        Supplier<Map<Part, Cpu>> cpu,
        List<Bill> billed,
        Report report) {}
