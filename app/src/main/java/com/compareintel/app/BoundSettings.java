package com.compareintel.app;

import com.compareintel.app.wiring.Settings;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Property;
import io.micronaut.core.type.Argument;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The keys that adapters have the framework bind to records of theirs. The framework takes the
/// default for a value that it cannot read; here such a value stops the start.
final class BoundSettings {
    private static final String OURS = "com.compareintel.";

    private final ApplicationContext context;

    BoundSettings(ApplicationContext context) {
        this.context = context;
    }

    /// Complains about the first value that cannot be read.
    void check() {
        arguments().forEach(this::check);
    }

    /// All keys.
    List<String> keys() {
        return arguments().flatMap(argument -> key(argument).stream()).toList();
    }

    private Stream<Argument<?>> arguments() {
        return context
                .getBeanDefinitions(Qualifiers.<Object>byStereotype(ConfigurationProperties.class))
                .stream()
                .filter(definition -> definition.getBeanType().getName().startsWith(OURS))
                .map(BeanDefinition::getConstructor)
                .flatMap(constructor -> Arrays.stream(constructor.getArguments()));
    }

    private static Optional<String> key(Argument<?> argument) {
        return argument.getAnnotationMetadata().stringValue(Property.class, "name");
    }

    private void check(Argument<?> argument) {
        Optional<String> key = key(argument);
        if (key.isEmpty()) {
            return;
        }
        Argument<?> type =
                argument.isOptional()
                        ? argument.getFirstTypeVariable().orElse(Argument.STRING)
                        : argument;
        boolean set =
                context.getProperty(key.get(), String.class)
                        .filter(text -> !text.isBlank())
                        .isPresent();
        if (set && context.getProperty(key.get(), type.getType()).isEmpty()) {
            throw Settings.wrong(key.get(), "is not a valid " + type.getType().getSimpleName());
        }
    }
}
