package com.compareintel.app;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Prepares the framework: it is told the environment and guesses nothing about it.
final class Contexts {
    private Contexts() {}

    /// A context that is not started yet.
    ///
    /// @param variables the environment; `A_B` sets the key `a.b`
    /// @param settings further settings, each as `--key=value`
    /// @param properties what has been decided, above all others
    static ApplicationContext build(
            Map<String, String> variables, List<String> settings, Map<String, Object> properties) {
        return ApplicationContext.builder()
                .mainClass(Application.class)
                .deduceEnvironment(false)
                .deduceCloudEnvironment(false)
                .environmentPropertySource(false)
                .propertySources(
                        PropertySource.of(
                                "environment",
                                new HashMap<>(variables),
                                PropertySource.PropertyConvention.ENVIRONMENT_VARIABLE,
                                PropertySource.Origin.of("environment")))
                .properties(properties)
                .args(settings.toArray(String[]::new))
                .banner(false)
                .build();
    }
}
