package com.compareintel.app.load;

import io.gatling.app.Gatling;
import java.nio.file.Path;

/// Begins what is asked for: `users`, `readers` or `costs`.
public final class Load {
    private Load() {}

    /// Ends the process when it is done; with an error code if what was asserted does not hold.
    public static void main(String[] arguments) {
        Path packaged = Path.of(System.getProperty("load.packaged", "target"));
        int rounds = Integer.getInteger("load.rounds", 5);
        switch (arguments.length == 1 ? arguments[0] : "") {
            case "users" -> play(Users.class, packaged);
            case "readers" -> play(Readers.class, packaged);
            case "costs" -> Costs.print(packaged, rounds);
            default -> throw new IllegalArgumentException("users, readers or costs");
        }
    }

    private static void play(Class<? extends Scene> scene, Path packaged) {
        Gatling.main(
                new String[] {
                    "--simulation", scene.getName(),
                    "--results-folder", packaged.resolve("load").toString(),
                    "--no-reports"
                });
    }
}
