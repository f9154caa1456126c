// SPDX-License-Identifier: MIT

package org.postroad.securityserver.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.postroad.protocol.administration.AccessCommand.AddToken;
import org.postroad.protocol.administration.Actor;
import org.postroad.protocol.administration.Role;
import org.postroad.protocol.administration.TokenCheck;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.securityserver.archive.ArchiveSettings;
import org.postroad.securityserver.conf.AnchorFile;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.conf.FakeRegistry;
import org.postroad.securityserver.conf.GlobalConfigurationClient;
import org.postroad.securityserver.conf.GlobalConfigurationClient.Tried;
import org.postroad.securityserver.conf.NodeType;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.health.Diagnostics;
import org.postroad.securityserver.messagelog.TimestampAuthorities.Outcome;
import org.postroad.securityserver.monitoring.KeptRecords;
import org.postroad.securityserver.net.HttpFetch;
import org.postroad.securityserver.registration.ConnectionTests;
import org.postroad.securityserver.registration.OwnPort;
import org.postroad.securityserver.signer.AskedResponders;
import org.postroad.securityserver.signer.InternalTls;
import org.postroad.securityserver.signer.InternalTlsFiles;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.testing.ApiOperations;
import org.postroad.testing.ApiOperations.Operation;
import org.postroad.testing.TestAuthority;

/** A server to be administered, with a token for every role. */
public final class TestedApi {
  private static final TestInstance INSTANCE = new TestInstance();
  private static final URI GOOD = URI.create("http://tsa.test/good");
  private static final URI BAD = URI.create("http://tsa.test/bad");
  private static final URI UNUSED = URI.create("http://tsa.test/unused");

  /** What another anchor leads to. */
  static final FakeRegistry REGISTRY =
      new FakeRegistry("TEST", "internalconf", "moved.test").at(TestAuthority.NOW);

  private final AdministeredServer server;
  private final Map<Role, String> tokens = new LinkedHashMap<>();

  /** In a directory of its own. */
  public TestedApi(Path directory, NodeType node, Clock clock) {
    this.server = server(directory, node, clock);
    try {
      Files.write(server.anchor().file(), anchor().toXml());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (Role role : ServerRoles.ALL) {
      String token = UUID.randomUUID().toString();
      tokens.put(role, token);
      new ApiTokenFile(directory.resolve("api-tokens"), false, clock)
          .execute(
              new AddToken(TokenCheck.hash(token), List.of(role)), new Actor("tester", "first"));
    }
  }

  private static AdministeredServer server(Path directory, NodeType node, Clock clock) {
    var configuration =
        new Configuration(
            new ServerConfiguration(TestInstance.CALLER_SERVER, List.of(GOOD, BAD), List.of()),
            INSTANCE.global(
                TestInstance.server(
                    TestInstance.CALLER_SERVER,
                    "caller.test",
                    INSTANCE.callerKey().certificate(),
                    TestInstance.CALLER)));
    return new AdministeredServer(
        () -> configuration,
        () ->
            new GlobalConfigurationClient.Status(
                Optional.of(TestAuthority.NOW),
                Map.of(),
                Optional.of(TestAuthority.NOW),
                Optional.of(TestAuthority.NOW.plusSeconds(60)),
                Optional.empty(),
                Optional.empty()),
        new AnchorFile(
            directory.resolve("configuration-anchor.xml"),
            new FakeRegistry.Network(REGISTRY),
            TestedApi::trusted,
            TestInstance.CLOCK),
        new Diagnostics(
            TestedApi::outcomes,
            ArchiveSettings.DEFAULT,
            List::of,
            true,
            true,
            true,
            () -> List.of("A1"),
            Optional.of(101)),
        new KeptRecords(directory.resolve("operational")),
        node,
        new ApiTokenFile(directory.resolve("api-tokens"), node == NodeType.SECONDARY, clock),
        InProcessApi.noClients(configuration, directory.resolve("keys")),
        InProcessApi.keys(INSTANCE, directory.resolve("keys")),
        TestedApi::asked,
        new InternalIdentity(TestedApi::notMade, List.of(), clock, new SecureRandom()),
        new InternalIdentity(
            new Administrators(directory, clock), List.of("127.0.0.1"), clock, new SecureRandom()),
        new TestedBackups(directory, clock),
        InProcessApi.orders(INSTANCE, directory, clock),
        new ConnectionDiagnostics.Connections(
            TestedApi::tried,
            new ConnectionTests(
                _ -> Optional.empty(),
                new OwnPort(URI.create("https://own.test/"), TestedApi::noPort),
                UUID::randomUUID)));
  }

  private static List<Tried> tried() {
    return List.of(
        new Tried(URI.create("http://registry.test/internalconf"), Optional.empty()),
        new Tried(
            URI.create("https://registry.test/internalconf"),
            Optional.of(new Fault(FaultCode.NETWORK_ERROR, "no answer"))));
  }

  private static HttpFetch noPort() {
    throw new Fault(FaultCode.NETWORK_ERROR, "not open");
  }

  /** As the client does once it could fetch with it. */
  private static boolean trusted(ConfigurationAnchor anchor, Runnable keep) {
    keep.run();
    return true;
  }

  private static ConfigurationAnchor anchor() {
    return new ConfigurationAnchor(
        Optional.of(TestAuthority.NOW),
        "TEST",
        List.of(
            new ConfigurationAnchor.Source(
                "http://registry.test/internalconf", List.of(INSTANCE.callerKey().certificate()))));
  }

  /** What administrators see, made when it is first asked for. */
  private static final class Administrators implements Supplier<InternalTls> {
    private final Path directory;
    private final Clock clock;
    private Optional<InternalTls> made = Optional.empty();

    Administrators(Path directory, Clock clock) {
      this.directory = directory;
      this.clock = clock;
    }

    @Override
    public synchronized InternalTls get() {
      try {
        if (made.isEmpty()) {
          Path key = directory.resolve("administration.p12");
          Path certificate = directory.resolve("administration.crt");
          char[] pin = "a secret pin".toCharArray();
          made =
              Optional.of(
                  InternalTls.open(
                      InternalTlsFiles.inPem(key, certificate, pin),
                      List.of("127.0.0.1"),
                      clock,
                      new SecureRandom()));
        }
        return made.get();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static InternalTls notMade() {
    throw new IllegalStateException("not asked for");
  }

  /** The responder of the first authority was asked and could not be reached. */
  private static AskedResponders asked() {
    return new AskedResponders(
        Map.of(
            "http://ocsp.test/",
            new AskedResponders.Outcome(
                TestAuthority.NOW, Optional.of(AskedResponders.Failure.UNREACHABLE))),
        Optional.of(TestAuthority.NOW.plusSeconds(1200)));
  }

  private static Map<URI, Optional<Outcome>> outcomes() {
    var outcomes = new LinkedHashMap<URI, Optional<Outcome>>();
    outcomes.put(GOOD, Optional.of(new Outcome(TestAuthority.NOW, Optional.empty())));
    outcomes.put(BAD, Optional.of(new Outcome(TestAuthority.NOW, Optional.of("io_error"))));
    outcomes.put(UNUSED, Optional.empty());
    return outcomes;
  }

  public AdministeredServer server() {
    return server;
  }

  public String token(Role role) {
    return tokens.getOrDefault(role, "");
  }

  /** The operations of all resources. */
  static List<Operation> operations() {
    Clock clock = TestInstance.CLOCK;
    return ApiOperations.of(
        Resources.of(
            server(Path.of("nowhere"), NodeType.STANDALONE, clock),
            new TokenCheck(List::of, clock),
            UUID::randomUUID));
  }
}
