// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.net.ssl.X509ExtendedKeyManager;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.SoftwareToken;
import org.postroad.protocol.token.TokenKey;
import org.postroad.securityserver.ElasticHeap;
import org.postroad.securityserver.net.ClientAuth;
import org.postroad.securityserver.net.HttpClient;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.net.HttpListener;
import org.postroad.securityserver.net.NetThreads;
import org.postroad.securityserver.net.TlsContext;
import org.postroad.securityserver.net.TlsPolicy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code postroad bench relay}: one measured hop of the yardstick, started by {@link Bench}. The
 * near one speaks TLS to the far one, which speaks plaintext to the service. Its heap is that of a
 * server, which has more room while it is busy.
 */
@Command(name = "relay", hidden = true)
final class RelayProcess implements Callable<Integer> {

  /** Which of the two hops a process is. */
  enum Hop {
    NEAR,
    FAR
  }

  private static final int RECORDS_OF_AN_EXCHANGE = 2;

  @Parameters(index = "0")
  private Hop hop = Hop.NEAR;

  @Parameters(index = "1")
  private InetAddress nextHost = InetAddress.getLoopbackAddress();

  @Parameters(index = "2")
  private int nextPort;

  static List<String> arguments(Hop hop, InetSocketAddress next) {
    return List.of(
        "relay", hop.name(), next.getAddress().getHostAddress(), Integer.toString(next.getPort()));
  }

  private Optional<CommandSpec> spec = Optional.empty();

  @Spec
  void spec(CommandSpec self) {
    spec = Optional.of(self);
  }

  @Override
  public Integer call() throws IOException {
    Optional<TlsContext> accepting = Optional.empty();
    Optional<TlsContext> connecting = Optional.empty();
    X509ExtendedKeyManager keys = keys();
    switch (hop) {
      case NEAR ->
          connecting =
              Optional.of(TlsContext.client(Optional.of(keys), TlsPolicy.SECURITY_SERVERS));
      case FAR ->
          accepting =
              Optional.of(
                  TlsContext.server(
                      keys, TlsPolicy.SECURITY_SERVERS, ClientAuth.NEED, _ -> {}, List::of));
    }
    InetSocketAddress own = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    InetSocketAddress next = new InetSocketAddress(nextHost, nextPort);
    try (NetThreads threads = NetThreads.start(Runtime.getRuntime().availableProcessors());
        HttpClient client = HttpClient.open(threads, HttpLimits.CLIENT)) {
      Relay relay = new Relay(client, next, connecting);
      try (ElasticHeap _ = ElasticHeap.start(() -> RECORDS_OF_AN_EXCHANGE * relay.exchanges());
          HttpListener listener =
              HttpListener.open(threads, own, accepting, HttpLimits.DEFAULT, relay)) {
        ChildConsole.serve(
            listener.address().getPort(),
            () -> Sample.Signing.NONE,
            System.in,
            spec.orElseThrow().commandLine().getOut());
      }
    }
    return 0;
  }

  /** The kind of key that the servers of the sandbox authenticate themselves with. */
  private static X509ExtendedKeyManager keys() {
    TokenKey key = SoftwareToken.create().generate(KeyKind.EC_P256, new SecureRandom());
    Instant now = Clock.systemUTC().instant();
    X509Certificate certificate =
        key.selfSigned("CN=relay", now.minus(Duration.ofMinutes(5)), now.plus(Duration.ofDays(1)));
    return key.keyManager(List.of(certificate));
  }
}
