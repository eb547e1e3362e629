package com.compareintel.app;

import com.compareintel.app.wiring.OneLine;
import com.compareintel.app.wiring.TlsFiles;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.exceptions.BeanInstantiationException;
import io.micronaut.core.async.subscriber.CompletionAwareSubscriber;
import io.micronaut.http.ssl.CertificateProvider;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;

/// The certificate that the service shows itself with. The framework serves without one that it
/// cannot use, to nobody's good; here such a one stops the start.
final class ShownCertificate {
    private static final byte[] ANYTHING = {1, 2, 3};

    private ShownCertificate() {}

    /// Complains unless there is a key, a certificate, and they belong together.
    static void check(ApplicationContext context) {
        try {
            KeyStore store =
                    read(
                            context.getBean(
                                    CertificateProvider.class, Qualifiers.byName(TlsFiles.NAME)));
            if (!belongTogether(store)) {
                throw TlsFiles.unusable("the key is not that of the certificate");
            }
        } catch (BeanInstantiationException unreadable) {
            throw TlsFiles.unusable("cannot be read as PEM (" + OneLine.of(unreadable) + ")");
        } catch (GeneralSecurityException unfit) {
            throw TlsFiles.unusable("cannot be used (" + OneLine.of(unfit) + ")");
        }
    }

    /// What the framework has read from the files; it tells whoever asks, at once.
    private static KeyStore read(CertificateProvider provider) {
        AtomicReference<@Nullable KeyStore> read = new AtomicReference<>();
        provider.getKeyStore()
                .subscribe(
                        new CompletionAwareSubscriber<>() {
                            @Override
                            protected void doOnSubscribe(Subscription subscription) {
                                subscription.request(1);
                            }

                            @Override
                            protected void doOnNext(KeyStore store) {
                                read.set(store);
                                subscription.cancel();
                            }

                            @Override
                            protected void doOnError(Throwable unforeseen) {}

                            @Override
                            protected void doOnComplete() {}
                        });
        KeyStore store = read.get();
        if (store == null) {
            throw TlsFiles.unusable("cannot be read");
        }
        return store;
    }

    private static boolean belongTogether(KeyStore store) throws GeneralSecurityException {
        String name = store.aliases().nextElement();
        Certificate certificate = store.getCertificate(name);
        if (!(store.getKey(name, null) instanceof PrivateKey key) || certificate == null) {
            return false;
        }
        if (!key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())) {
            return false;
        }
        Signature signature = Signature.getInstance(algorithm(key));
        signature.initSign(key);
        signature.update(ANYTHING);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(ANYTHING);
        return signature.verify(signed);
    }

    private static String algorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }
}
