package com.compareintel.persistence.postgres;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Collections;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A driver for a pool, in front of the one that knows the URL: once it has connected, it waits for
/// a server that has gone and connects [#PAUSE] after its return at the latest.
///
/// A pool that is told of a failure pauses before the next attempt, twice as long each time up to
/// five seconds; after an outage of ten seconds it would need up to five more to notice that it is
/// over. Whoever asks the pool for a connection waits no longer than the pool lets him, whatever
/// happens here. Before the first success, and for refusals that no waiting mends (a wrong
/// password, no such database), failures are told at once.
///
/// Thread-safe. An attempt ends early, with the failure it met, when its thread is interrupted.
public final class PatientDriver implements Driver {
    /// How long a server that has gone is left alone before it is tried again.
    static final Duration PAUSE = Duration.ofMillis(250);

    private static final Logger LOG = LoggerFactory.getLogger(PatientDriver.class);

    /// PostgreSQL's "cannot connect now": it starts, stops or recovers.
    private static final String NOT_NOW = "57P03";

    /// The class of all states that tell of a lost or refused connection.
    private static final String CONNECTION = "08";

    static {
        // The pool warns of a driver that is not registered.
        try {
            DriverManager.registerDriver(new PatientDriver());
        } catch (SQLException never) {
            throw new ExceptionInInitializerError(never);
        }
    }

    private final Attempt attempt;
    private volatile boolean hasConnected;

    /// For the pool, which knows it by its name.
    public PatientDriver() {
        attempt = (url, info) -> Session.suited(behind(url).connect(url, info), url, info);
    }

    /// @param attempt how to connect, in place of the way of the driver that knows the URL
    PatientDriver(Attempt attempt) {
        this.attempt = attempt;
    }

    /// One try to connect.
    interface Attempt {
        @Nullable Connection to(String url, @Nullable Properties info) throws SQLException;
    }

    @Override
    public @Nullable Connection connect(String url, @Nullable Properties info) throws SQLException {
        for (boolean waiting = false; ; waiting = true) {
            try {
                Connection connection = attempt.to(url, info);
                if (waiting) {
                    LOG.info("The database is back");
                }
                hasConnected |= connection != null;
                return connection;
            } catch (SQLException gone) {
                if (!hasConnected || !isPassing(gone)) {
                    throw gone;
                }
                if (!waiting) {
                    LOG.warn("The database is gone and waited for: {}", gone.getMessage());
                }
                LockSupport.parkNanos(PAUSE.toNanos());
                if (Thread.currentThread().isInterrupted()) {
                    throw gone;
                }
            }
        }
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        return behind(url).acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
        return behind(url).getPropertyInfo(url, info);
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public java.util.logging.Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("nothing is logged that way");
    }

    private static Driver behind(String url) throws SQLException {
        for (Driver driver : Collections.list(DriverManager.getDrivers())) {
            if (!(driver instanceof PatientDriver) && driver.acceptsURL(url)) {
                return driver;
            }
        }
        throw new SQLException("no driver knows such a URL", CONNECTION + "001");
    }

    private static boolean isPassing(SQLException failed) {
        String state = String.valueOf(failed.getSQLState());
        return state.startsWith(CONNECTION) || state.equals(NOT_NOW);
    }
}
