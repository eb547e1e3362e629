package com.compareintel.core.comparison;

import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.Catalogue;
import com.compareintel.core.credit.Funds;
import java.time.Duration;
import java.util.Optional;

/// Everything an admission is decided by, fetched once.
///
/// @param overloadedFor how long the service expects to be too busy, empty if it is not
public record AdmissionFacts(
        Caller caller,
        Catalogue catalogue,
        Funds funds,
        Standing standing,
        Optional<Duration> overloadedFor) {}
