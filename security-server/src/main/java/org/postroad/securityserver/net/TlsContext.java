// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * One identity on one side of TLS: keys, policy and whom to trust.
 *
 * <p>The JDK's TLS speaks all of the policy; where BoringSSL loads, it takes over whatever is TLS
 * 1.3 (decision 0031). A listener sees that from the client's hello. A client learns it from the
 * first connection to an address, which offers everything and so cannot be talked down.
 *
 * <p>Each has its own session cache, so no session is ever resumed under another identity; make a
 * new one when keys change, and keep it as long as they do not, because the outgoing pool tells its
 * connections apart by it. Host names are never compared: who the peer is, its certificate says.
 */
public final class TlsContext {
  /** Row C-009. */
  private static final int SESSION_SECONDS = 600;

  private static final int SESSIONS = 20_000;

  private static final String TLS_13 = "TLSv1.3";
  private static final ByteBufAllocator BUFFERS = Buffers.all();

  /** More peers than any instance has; beyond that all are learned again. */
  private static final int PEERS = 10_000;

  private final SSLContext context;
  private final NativeTls fast;
  private final Set<InetSocketAddress> modern = ConcurrentHashMap.newKeySet();
  private final TlsPolicy policy;
  private final ClientAuth clientAuth;
  private final PeerCheck check;

  private TlsContext(
      Optional<X509ExtendedKeyManager> keys,
      TlsPolicy policy,
      ClientAuth clientAuth,
      PeerCheck check,
      Supplier<List<X509Certificate>> issuers) {
    this.policy = policy;
    this.clientAuth = clientAuth;
    this.check = check;
    this.fast = new NativeTls(keys, clientAuth, check, issuers);
    try {
      this.context = SSLContext.getInstance("TLS", "SunJSSE");
      context.init(
          keys.map(manager -> new KeyManager[] {manager}).orElseGet(() -> new KeyManager[0]),
          new TrustManager[] {new CallbackTrust(check, issuers)},
          null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no TLS", e);
    }
    context.getServerSessionContext().setSessionTimeout(SESSION_SECONDS);
    context.getServerSessionContext().setSessionCacheSize(SESSIONS);
  }

  /**
   * For a listener.
   *
   * @param check asked about each client certificate: in the handshake, which fails when it
   *     refuses, and again for a resumed session; never asked when there is none
   * @param issuers the names a client is told to choose its certificate by (row C-005); looked up
   *     for every handshake
   */
  public static TlsContext server(
      X509ExtendedKeyManager keys,
      TlsPolicy policy,
      ClientAuth clientAuth,
      PeerCheck check,
      Supplier<List<X509Certificate>> issuers) {
    return new TlsContext(Optional.of(keys), policy, clientAuth, check, issuers);
  }

  /**
   * For outgoing connections. Any server certificate passes here; {@link ConnectOptions#check}
   * decides after the handshake, before anything is sent (row C-007).
   *
   * @param keys the client certificate to show, if any
   */
  public static TlsContext client(Optional<X509ExtendedKeyManager> keys, TlsPolicy policy) {
    return new TlsContext(keys, policy, ClientAuth.NONE, _ -> {}, List::of);
  }

  TlsLayer forAccepted(NetThreads threads, Duration handshake) {
    return switch (threads.tlsEngine()) {
      case JDK -> TlsLayer.of(jdkAccepted(threads, handshake), TlsEngine.JDK);
      case NATIVE -> TlsLayer.afterHello(engine -> accepted(engine, threads, handshake), handshake);
    };
  }

  private SslHandler accepted(TlsEngine engine, NetThreads threads, Duration handshake) {
    return switch (engine) {
      case JDK -> jdkAccepted(threads, handshake);
      case NATIVE -> limited(fast.forAccepted(BUFFERS, threads.handshakes()), handshake);
    };
  }

  private SslHandler jdkAccepted(NetThreads threads, Duration handshake) {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    switch (clientAuth) {
      case NONE -> {}
      case WANT -> engine.setWantClientAuth(true);
      case NEED -> engine.setNeedClientAuth(true);
    }
    SSLParameters parameters = parameters(engine);
    parameters.setApplicationProtocols(new String[] {"http/1.1"});
    parameters.setUseCipherSuitesOrder(true);
    engine.setSSLParameters(parameters);
    return limited(new SslHandler(engine, threads.handshakes()), handshake);
  }

  /**
   * Which engine connects to an address: the native one only where TLS 1.3 is known to be spoken.
   */
  TlsEngine engineFor(InetSocketAddress peer, NetThreads threads) {
    return modern.contains(peer) ? threads.tlsEngine() : TlsEngine.JDK;
  }

  /** What a handshake has shown. */
  void learn(InetSocketAddress peer, Optional<String> protocol) {
    if (!protocol.equals(Optional.of(TLS_13))) {
      modern.remove(peer);
      return;
    }
    if (modern.size() >= PEERS) {
      modern.clear();
    }
    modern.add(peer);
  }

  /** The address is what sessions are cached by, and its name, if it has one, is sent. */
  TlsLayer forConnected(
      InetSocketAddress peer, TlsEngine with, NetThreads threads, Duration handshake) {
    return TlsLayer.of(
        switch (with) {
          case JDK -> jdkConnected(peer, threads, handshake);
          case NATIVE -> limited(fast.forConnected(peer, BUFFERS, threads.handshakes()), handshake);
        },
        with);
  }

  private SslHandler jdkConnected(InetSocketAddress peer, NetThreads threads, Duration handshake) {
    SSLEngine engine = context.createSSLEngine(peer.getHostString(), peer.getPort());
    engine.setUseClientMode(true);
    engine.setSSLParameters(parameters(engine));
    return limited(new SslHandler(engine, threads.handshakes()), handshake);
  }

  /** Throws what the check throws, and then forgets the session. */
  void checkPeer(Wire wire) {
    List<X509Certificate> chain = wire.peerCertificates();
    if (chain.isEmpty()) {
      requireNoneNeeded(wire);
      return;
    }
    try {
      check.check(chain);
    } catch (RuntimeException e) {
      wire.session().ifPresent(SSLSession::invalidate);
      throw e;
    }
  }

  private void requireNoneNeeded(Wire wire) {
    if (clientAuth == ClientAuth.NEED) {
      throw new Fault(
          FaultCode.SSL_AUTHENTICATION_FAILED, "No certificate from " + wire.remoteAddress());
    }
  }

  private SSLParameters parameters(SSLEngine engine) {
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(policy.protocols().toArray(String[]::new));
    parameters.setCipherSuites(policy.suites().toArray(String[]::new));
    return parameters;
  }

  private static SslHandler limited(SslHandler handler, Duration handshake) {
    handler.setHandshakeTimeoutMillis(handshake.toMillis());
    handler.setCloseNotifyFlushTimeoutMillis(Wire.LINGER.toMillis());
    return handler;
  }
}
