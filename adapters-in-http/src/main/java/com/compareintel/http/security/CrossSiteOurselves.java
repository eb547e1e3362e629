package com.compareintel.http.security;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.HttpServerConfiguration.CorsConfiguration;
import jakarta.inject.Singleton;

/// Switches off the server's own rule for pages of other sites: where the service runs on the
/// user's machine it would refuse them even what [CrossSiteFilter] allows, which alone decides.
@Singleton
final class CrossSiteOurselves implements BeanCreatedEventListener<CorsConfiguration> {
    @Override
    public CorsConfiguration onCreated(BeanCreatedEvent<CorsConfiguration> event) {
        CorsConfiguration rule = event.getBean();
        rule.setLocalhostPassThrough(true);
        return rule;
    }
}
