package com.compareintel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micronaut.http.netty.channel.EventLoopGroupRegistry;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollIoHandler;
import org.junit.jupiter.api.Test;

/// What carries the connections. The bench and its bars count on it, and would be all that noticed.
final class TransportTest {
    @Test
    void connections_are_served_through_linuxs_own_interface_where_it_is_there() {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "not Linux");

        try (var product = RunningProduct.start(RunningProduct.options())) {
            var loop = product.bean(EventLoopGroupRegistry.class).getDefaultEventLoopGroup().next();

            assertThat(loop)
                    .isInstanceOfSatisfying(
                            IoEventLoop.class,
                            each -> assertThat(each.isIoType(EpollIoHandler.class)).isTrue());
        }
    }
}
