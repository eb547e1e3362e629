package com.compareintel.app;

import com.compareintel.app.embedded.CannotEmbed;
import com.compareintel.app.wiring.OneLine;
import com.compareintel.app.wiring.OwnerAccount;
import com.compareintel.app.wiring.Settings;
import com.compareintel.app.wiring.WrongSetting;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/// Starts the application: serves, opens an account with `key --tier TIER`, or rehearses.
public final class Application {
    private Application() {}

    /// Runs until the process is told to stop, or the account is open.
    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(System.getenv(), Order.read(arguments)));
    }

    private static int run(Map<String, String> variables, Order order) throws InterruptedException {
        try {
            switch (order) {
                case Order.Unclear(String complaint) -> {
                    System.err.println(complaint);
                    return 2;
                }
                case Order.OpenAccount account -> {
                    LogFormat.TEXT.apply("WARN", "System.err");
                    System.out.println(KeyDesk.open(variables, account).secret());
                }
                case Order.Rehearse rehearse -> {
                    LogFormat.TEXT.apply("WARN", "System.err");
                    Rehearsal.run();
                }
                case Order.Serve serve -> serve(variables, serve);
            }
            return 0;
        } catch (WrongSetting | CannotEmbed | StartFailure told) {
            System.err.println(told.getMessage());
            return 1;
        } catch (RuntimeException unforeseen) {
            LoggerFactory.getLogger(Application.class).error("Cannot start.", unforeseen);
            System.err.println("Cannot start: " + OneLine.of(unforeseen));
            return 1;
        }
    }

    private static void serve(Map<String, String> variables, Order.Serve order)
            throws InterruptedException {
        Settings settings = Settings.of(variables);
        LogFormat format = LogFormat.read(settings, LogFormat.isTerminal());
        format.apply(LogFormat.level(settings), "System.out");
        Product product = Product.start(variables, order.settings());
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("shutdown")
                                .unstarted(() -> {
                                    product.close();
                                    stopped.countDown();
                                }));
        announce(product, settings);
        stopped.await();
    }

    /// One screen for whoever started it, also into a file or a pipe; where every line has to be
    /// JSON, a line of the log.
    private static void announce(Product product, Settings settings) {
        var log = LoggerFactory.getLogger(Application.class);
        if (product.owner() instanceof OwnerAccount.Outcome.Unwritable(String reason)) {
            log.warn("The owner's account was not made, for its key cannot be written: {}", reason);
        }
        StartScreen screen = new StartScreen(product);
        if (LogFormat.read(settings, true) == LogFormat.TEXT) {
            System.out.println(screen.text());
        } else {
            log.info(screen.line());
        }
    }
}
