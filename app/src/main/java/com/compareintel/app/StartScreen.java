package com.compareintel.app;

import com.compareintel.accounts.mail.MailConfiguration;
import com.compareintel.app.wiring.OwnerAccount;
import com.compareintel.core.catalogue.Catalogue;
import com.compareintel.core.catalogue.ModelCard;
import com.compareintel.core.catalogue.ModelDirectory;
import com.compareintel.core.tier.Tier;
import com.compareintel.core.tier.TierTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// What somebody who just started the service needs to know, on one screen.
final class StartScreen {
    private static final int MODELS = 3;

    /// The list of models usually arrives at once; who has just started the service can wait a
    /// little for a line that works.
    private static final Duration MODELS_WITHIN = Duration.ofSeconds(3);

    private static final Duration LOOK = Duration.ofMillis(20);

    private final Product product;

    StartScreen(Product product) {
        this.product = product;
    }

    /// The whole screen.
    String text() {
        return """

        Compare Intel is listening on %s

          Models     %s
          Database   %s
          Mail       %s
          Owner key  %s

        Try it:

        %s

        Ctrl-C stops it.
        """
                .formatted(
                        product.address(),
                        product.provider().description(),
                        product.database().description(),
                        mail(),
                        ownerKey(),
                        example());
    }

    /// The same for a log, in one line.
    String line() {
        return "Listening on %s; models: %s; database: %s; mail: %s"
                .formatted(
                        product.address(),
                        product.provider().description(),
                        product.database().description(),
                        mail());
    }

    private String mail() {
        return product.context().getBean(MailConfiguration.class).description();
    }

    private String ownerKey() {
        Path file = Product.ownerKeyFile(product.blueprint());
        return switch (product.owner()) {
            case OwnerAccount.Outcome.Made made -> file + " (just made)";
            case OwnerAccount.Outcome.Present present ->
                    Files.exists(file)
                            ? file.toString()
                            : "made by an earlier start elsewhere (./run key --tier TIER opens others)";
            case OwnerAccount.Outcome.Unwritable(String reason) ->
                    "not made: cannot write " + file + " (" + reason + ")";
        };
    }

    private String example() {
        List<String> models = models();
        if (models.isEmpty()) {
            return "  curl %s/v1/models".formatted(product.address());
        }
        String names =
                models.stream().map(model -> '"' + model + '"').collect(Collectors.joining(","));
        return """
        curl -N %s/v1/comparisons%s \\
          -H 'Accept: text/event-stream' -H 'Content-Type: application/json' \\
          -d '{"prompt":"Why is the sky blue?","models":[%s]}'\
        """
                .formatted(product.address(), credential(), names);
    }

    private String credential() {
        return visitorsMay()
                ? ""
                : " -H \"Authorization: Bearer $(cat '%s')\""
                        .formatted(Product.ownerKeyFile(product.blueprint()));
    }

    private boolean visitorsMay() {
        return product.context().getBean(TierTable.class).admitsVisitors();
    }

    /// Models that the caller of the example may use, of as many providers as there are.
    private List<String> models() {
        return catalogue().models().values().stream()
                .filter(card -> card.isOpenTo(Tier.ANONYMOUS, !visitorsMay()))
                .filter(StartScreen::isPlain)
                .limit(MODELS)
                .map(card -> card.id().value())
                .toList();
    }

    /// Names come from outside and must not do anything in a terminal or a shell.
    private static boolean isPlain(ModelCard card) {
        return card.id().value().matches("[A-Za-z0-9._:/@~-]+");
    }

    private Catalogue catalogue() {
        ModelDirectory directory = product.context().getBean(ModelDirectory.class);
        long deadline = System.nanoTime() + MODELS_WITHIN.toNanos();
        while (!directory.current().wasRead() && System.nanoTime() < deadline) {
            try {
                Thread.sleep(LOOK);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        return directory.current();
    }
}
