// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.X509KeyManager;
import org.postroad.protocol.certificate.OcspResponse;
import org.postroad.protocol.fault.FaultSpelling;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.SoftwareToken;
import org.postroad.protocol.token.TokenKey;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.PublishedConfiguration;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.exchange.BodyLimits;
import org.postroad.securityserver.exchange.BodySpool;
import org.postroad.securityserver.exchange.ExchangeEnvironment;
import org.postroad.securityserver.exchange.MessageLimits;
import org.postroad.securityserver.exchange.PeerSettings;
import org.postroad.securityserver.exchange.SignMessage;
import org.postroad.securityserver.messagelog.DocumentSeal;
import org.postroad.securityserver.messagelog.MessageLog;
import org.postroad.securityserver.messagelog.MessageLogOptions;
import org.postroad.securityserver.net.ClientAuth;
import org.postroad.securityserver.net.HttpClient;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.net.HttpListener;
import org.postroad.securityserver.net.NetThreads;
import org.postroad.securityserver.net.TlsContext;
import org.postroad.securityserver.net.TlsPolicy;
import org.postroad.securityserver.signer.BatchSigner;
import org.postroad.securityserver.signer.OcspStore;
import org.postroad.securityserver.signer.ServerKeys;
import org.postroad.securityserver.signer.SigningIdentities;
import org.postroad.securityserver.signer.SigningSettings;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.testing.StandingClock;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestCertificate;

/**
 * The client port of the caller's server of {@link TestInstance} on both its listeners, and
 * everything behind it; only other servers do not exist.
 */
final class TestPort implements AutoCloseable {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final SecureRandom RANDOM = new SecureRandom();

  private final TestInstance instance = new TestInstance();
  private final StandingClock clock = new StandingClock();
  private final NetThreads threads = NetThreads.start(1);
  private final HttpClient client = HttpClient.open(threads, HttpLimits.DEFAULT);
  private final TokenKey tls = SoftwareToken.create().generate(KeyKind.RSA_2048, RANDOM);
  private final X509Certificate certificate;
  private final PublishedConfiguration published;
  private final SharedParameters.Server own;
  private final MessageLog log;
  private final HttpListener http;
  private final HttpListener https;

  TestPort(Path directory, HttpLimits limits, Client... clients) throws IOException {
    this(directory, limits, MessageLimits.DEFAULT, clients);
  }

  TestPort(Path directory, HttpLimits limits, MessageLimits messages, Client... clients)
      throws IOException {
    Instant now = clock.instant();
    certificate =
        tls.selfSigned(
            "CN=security server",
            List.of("127.0.0.1"),
            Instant.now().minus(Duration.ofDays(1)),
            Instant.now().plus(Duration.ofDays(1)));
    published =
        new PublishedConfiguration(
            new ServerConfiguration(TestInstance.CALLER_SERVER, List.of(), List.of(clients)),
            clock);
    log =
        MessageLog.open(
            directory.resolve("log"),
            MessageLogOptions.DEFAULT,
            clock,
            RANDOM,
            _ -> {
              throw new IllegalStateException("nothing to stamp at " + now);
            });
    OcspStore ocsp = OcspStore.open(directory.resolve("ocsp"));
    ServerKeys keys = ServerKeys.open(directory.resolve("keys"), "correct horse".toCharArray());
    own = server(keys, ocsp);
    publish(own);
    ClientPort port =
        ClientPort.of(
            environment(directory, messages, new SigningIdentities(keys, ocsp)),
            new Outgoing(
                client,
                _ -> TlsContext.client(Optional.empty(), TlsPolicy.SECURITY_SERVERS),
                ocsp,
                1,
                1,
                PeerSettings.DEFAULT),
            new Admission(ConsumerSettings.DEFAULT, () -> certificate, clock),
            DocumentSeal.NONE,
            () -> {
              throw new IllegalStateException("not asked for");
            });
    http = listen(Optional.empty(), limits, port);
    https = listen(Optional.of(tls()), limits, port);
  }

  private SharedParameters.Server server(ServerKeys keys, OcspStore ocsp) {
    TokenKey key = keys.generate(KeyKind.EC_P256, RANDOM);
    X509Certificate authentication =
        TestCertificate.subject("CN=ss1")
            .key(new KeyPair(key.publicKey(), null))
            .authentication()
            .issuedBy(instance.authority().root())
            .certificate();
    keys.importCertificate(authentication);
    ocsp.put(
        authentication,
        OcspResponse.parse(instance.authority().good(authentication, TestAuthority.NOW)));
    return TestInstance.server(
        TestInstance.CALLER_SERVER, "caller.test", authentication, TestInstance.CALLER);
  }

  private ExchangeEnvironment environment(
      Path directory, MessageLimits messages, SigningIdentities identities) throws IOException {
    return new ExchangeEnvironment(
        published::valid,
        identities,
        new SignMessage(identities, new BatchSigner(clock, SigningSettings.DEFAULT), clock),
        log,
        new BodySpool(Files.createDirectories(directory.resolve("spool")), BodyLimits.DEFAULT),
        messages,
        () -> UUID.randomUUID().toString(),
        RANDOM,
        FaultSpelling.SINCE_7_8,
        _ -> {},
        clock);
  }

  private TlsContext tls() {
    return TlsContext.server(
        tls.keyManager(List.of(certificate)),
        TlsPolicy.INFORMATION_SYSTEMS,
        ClientAuth.WANT,
        _ -> {},
        List::of);
  }

  private HttpListener listen(Optional<TlsContext> context, HttpLimits limits, ClientPort port) {
    return HttpListener.open(threads, new InetSocketAddress(LOOPBACK, 0), context, limits, port);
  }

  /** This server as others know it. */
  SharedParameters.Server own() {
    return own;
  }

  /** Makes these the servers of the instance, beside its members as they are. */
  void publish(SharedParameters.Server... servers) {
    publish(instance.global(servers));
  }

  void publish(GlobalConfiguration global) {
    published.publish(global);
  }

  /** As it was at the beginning. */
  void reset() {
    clock.set(TestAuthority.NOW);
    publish(own);
  }

  /** An hour later, so that the global configuration is expired. */
  void letTheConfigurationExpire() {
    clock.set(TestAuthority.NOW.plus(Duration.ofHours(2)));
  }

  X509Certificate certificate() {
    return certificate;
  }

  /** To connect as the server connects to itself. */
  X509KeyManager ownKeyManager() {
    return tls.keyManager(List.of(certificate));
  }

  URI http(String target) {
    return URI.create("http://127.0.0.1:" + http.address().getPort() + target);
  }

  URI https(String target) {
    return URI.create("https://127.0.0.1:" + https.address().getPort() + target);
  }

  @Override
  public void close() {
    http.close();
    https.close();
    client.close();
    threads.close();
    try {
      log.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
