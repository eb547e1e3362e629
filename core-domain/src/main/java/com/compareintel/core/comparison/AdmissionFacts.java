package com.compareintel.core.comparison;

import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.Catalogue;
import com.compareintel.core.credit.Funds;

/// Everything an admission is decided by, as of one moment.
public record AdmissionFacts(Caller caller, Catalogue catalogue, Funds funds, Standing standing) {}
