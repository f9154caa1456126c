// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.internal.tcnative.SSL;
import java.net.InetSocketAddress;
import java.security.KeyStore;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * TLS 1.3 by BoringSSL for one {@link TlsContext}: the same keys, the same questions to the same
 * {@link PeerCheck}. A listener lets nobody resume a session: tickets of this library live for two
 * days, which nothing can change, and row C-009 has ten minutes.
 *
 * <p>The native context fixes the names of issuers that clients are told, so a new one is made when
 * they have changed.
 */
final class NativeTls {
  /** In the order of preference; the first is hybrid, safe from quantum computers. */
  static final String[] GROUPS = {"X25519MLKEM768", "X25519", "P-256", "P-384"};

  private record Current(List<X509Certificate> issuers, SslContext context) {}

  private final Optional<X509ExtendedKeyManager> keys;
  private final ClientAuth clientAuth;
  private final PeerCheck check;
  private final Supplier<List<X509Certificate>> issuers;
  private final AtomicReference<Optional<Current>> server = new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<SslContext>> client =
      new AtomicReference<>(Optional.empty());

  NativeTls(
      Optional<X509ExtendedKeyManager> keys,
      ClientAuth clientAuth,
      PeerCheck check,
      Supplier<List<X509Certificate>> issuers) {
    this.keys = keys;
    this.clientAuth = clientAuth;
    this.check = check;
    this.issuers = issuers;
  }

  SslHandler forAccepted(ByteBufAllocator buffers, Executor handshakes) {
    List<X509Certificate> now = issuers.get();
    SslHandler handler =
        server
            .updateAndGet(known ->
                known.filter(each -> each.issuers().equals(now)).isPresent()
                    ? known
                    : Optional.of(new Current(now, server(now))))
            .orElseThrow()
            .context()
            .newHandler(buffers, handshakes);
    if (handler.engine() instanceof ReferenceCountedOpenSslEngine engine) {
      SSL.setOptions(engine.sslPointer(), SSL.SSL_OP_NO_TICKET);
    }
    return handler;
  }

  SslHandler forConnected(InetSocketAddress peer, ByteBufAllocator buffers, Executor handshakes) {
    return client
        .updateAndGet(known -> known.isPresent() ? known : Optional.of(client()))
        .orElseThrow()
        .newHandler(buffers, peer.getHostString(), peer.getPort(), handshakes);
  }

  private SslContext server(List<X509Certificate> names) {
    var http =
        new ApplicationProtocolConfig(
            Protocol.ALPN,
            SelectorFailureBehavior.NO_ADVERTISE,
            SelectedListenerFailureBehavior.ACCEPT,
            "http/1.1");
    return build(
        SslContextBuilder.forServer(factoryOf(keys.orElseThrow()))
            .trustManager(new CallbackTrust(check, () -> names))
            .applicationProtocolConfig(http)
            .clientAuth(
                switch (clientAuth) {
                  case NONE -> io.netty.handler.ssl.ClientAuth.NONE;
                  case WANT -> io.netty.handler.ssl.ClientAuth.OPTIONAL;
                  case NEED -> io.netty.handler.ssl.ClientAuth.REQUIRE;
                }));
  }

  /** Host names are never compared: who the peer is, its certificate says. */
  private SslContext client() {
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .trustManager(new CallbackTrust(check, List::of))
            .endpointIdentificationAlgorithm("");
    keys.ifPresent(manager -> builder.keyManager(factoryOf(manager)));
    return build(builder);
  }

  private static SslContext build(SslContextBuilder builder) {
    try {
      return builder
          .sslProvider(SslProvider.OPENSSL)
          .protocols("TLSv1.3")
          .option(OpenSslContextOption.GROUPS, GROUPS)
          .option(OpenSslContextOption.USE_TASKS, true)
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException("BoringSSL does not take this key", e);
    }
  }

  /** Netty keeps a key that comes from here in the native form, instead of for one handshake. */
  private static KeyManagerFactory factoryOf(X509ExtendedKeyManager keys) {
    return new OpenSslCachingX509KeyManagerFactory(new Given(keys));
  }

  private static final class Given extends KeyManagerFactory {
    Given(X509ExtendedKeyManager keys) {
      super(new GivenKeys(keys), Security.getProvider("SunJSSE"), "given");
    }
  }

  private static final class GivenKeys extends KeyManagerFactorySpi {
    private final X509ExtendedKeyManager keys;

    GivenKeys(X509ExtendedKeyManager keys) {
      this.keys = keys;
    }

    @Override
    protected void engineInit(KeyStore store, char[] password) {}

    @Override
    protected void engineInit(ManagerFactoryParameters parameters) {}

    @Override
    protected KeyManager[] engineGetKeyManagers() {
      return new KeyManager[] {keys};
    }
  }
}
