package com.compareintel.openrouter;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Executor;

/// Resolves host names by the system's resolver, which blocks, elsewhere than on the event loop.
/// Names are cached by the Java runtime; addresses need no resolving.
final class OffLoopResolver extends AddressResolverGroup<InetSocketAddress> {
    private final Executor blocking;

    /// @param blocking where it may block
    OffLoopResolver(Executor blocking) {
        this.blocking = blocking;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor loop) {
        return new Names(loop, blocking).asAddressResolver();
    }

    private static final class Names extends InetNameResolver {
        private final Executor blocking;

        Names(EventExecutor loop, Executor blocking) {
            super(loop);
            this.blocking = blocking;
        }

        @Override
        protected void doResolve(String name, Promise<InetAddress> promise) throws Exception {
            byte[] address = NetUtil.createByteArrayFromIpAddressString(name);
            if (address != null) {
                promise.setSuccess(InetAddress.getByAddress(name, address));
                return;
            }
            blocking.execute(() -> {
                try {
                    promise.trySuccess(InetAddress.getByName(name));
                } catch (UnknownHostException unknown) {
                    promise.tryFailure(unknown);
                }
            });
        }

        @Override
        protected void doResolveAll(String name, Promise<List<InetAddress>> promise)
                throws Exception {
            Promise<InetAddress> first = executor().newPromise();
            first.addListener(done -> {
                if (done.isSuccess()) {
                    promise.trySuccess(List.of(first.getNow()));
                } else {
                    promise.tryFailure(done.cause());
                }
            });
            doResolve(name, first);
        }
    }
}
