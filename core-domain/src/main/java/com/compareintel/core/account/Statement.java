package com.compareintel.core.account;

import com.compareintel.core.credit.Turnover;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;

/// An account's credit in one month of its own calendar. Opening and everything posted sum to the
/// closing, and the closing of a month is the opening of the next.
///
/// @param zone where the month begins and ends
/// @param from its first instant
/// @param to the first instant after it
public record Statement(
        YearMonth month, ZoneId zone, Instant from, Instant to, Turnover turnover) {}
