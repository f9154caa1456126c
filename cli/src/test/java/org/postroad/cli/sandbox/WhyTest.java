// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postroad.cli.why.Explained;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.securityserver.ServerDirectory;
import org.postroad.securityserver.ServerSettings;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.Author;
import org.postroad.securityserver.conf.LiveConfiguration;
import org.postroad.securityserver.conf.RightChanges;

/** Calls that go wrong, each by a fault of its own, and what {@code postroad why} says of them. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WhyTest {
  private static final SubsystemId NOBODY = new SubsystemId(Topology.TAX.member(), "nobody");

  private Optional<RunningSandbox> started = Optional.empty();

  /** Who is asked why. */
  enum Asked {
    CLIENTS_SERVER,
    PROVIDERS_SERVER
  }

  /** One fault, and how the explanation of it begins, whose it is and what comes next. */
  enum Broken {
    MISSING_RIGHT(
        Asked.PROVIDERS_SERVER,
        "DENIED",
        "This server denied the call: SANDBOX/GOV/70000002/tax had no right to"
            + " SANDBOX/GOV/70000001/population/statistics",
        "this server's administrator",
        "postroad server right give SANDBOX:GOV:70000001:population:statistics"
            + " SANDBOX:GOV:70000002:tax --config server.yaml") {
      @Override
      HttpRequest.Builder call(RunningSandbox running, String id) {
        return running.rest(id, "statistics", "");
      }
    },
    MISSING_RIGHT_SEEN_BY_THE_CALLER(
        Asked.CLIENTS_SERVER,
        "DENIED",
        "The server of SANDBOX/GOV/70000001/population denied the call:"
            + " SANDBOX/GOV/70000002/tax has no right to",
        "the administrator of the provider's server",
        "ask there for: postroad why ") {
      @Override
      HttpRequest.Builder call(RunningSandbox running, String id) {
        return running.rest(id, "statistics", "");
      }
    },
    MISSING_RIGHT_TO_A_METHOD(
        Asked.PROVIDERS_SERVER,
        "DENIED",
        "This server denied the call: SANDBOX/GOV/70000002/tax had a right to GET /people/*, POST"
            + " /people of SANDBOX/GOV/70000001/population/register, but none to what it called,"
            + " DELETE ",
        "this server's administrator",
        "postroad server right endpoint give SANDBOX:GOV:70000001:population:register ENDPOINT"
            + " SANDBOX:GOV:70000002:tax --config server.yaml") {
      @Override
      HttpRequest.Builder call(RunningSandbox running, String id) {
        return running.rest(id, "register", "/people/1").method("DELETE", BodyPublishers.noBody());
      }
    },
    RIGHT_TAKEN_AWAY(
        Asked.PROVIDERS_SERVER,
        "DENIED",
        "This server denied the call: SANDBOX/GOV/70000002/tax had no right to"
            + " SANDBOX/GOV/70000001/population/echo; it had one until alice took it away at ",
        "this server's administrator",
        "postroad server right give SANDBOX:GOV:70000001:population:echo"
            + " SANDBOX:GOV:70000002:tax --config server.yaml") {
      @Override
      HttpRequest.Builder call(RunningSandbox running, String id) {
        LiveConfiguration live = running.sandbox().server(Topology.POPULATION).configuration();
        AccessRight right =
            AccessRight.toService(
                new AccessRight.Subject.OfClient(Topology.TAX.subsystem()), "echo");
        var _ =
            live.change(
                new Author("alice", "the contract has ended"),
                now -> RightChanges.revoke(now, Topology.POPULATION.subsystem(), List.of(right)));
        return running.rest(id, "echo", "");
      }
    },
    UNKNOWN_SERVICE(
        Asked.PROVIDERS_SERVER,
        "DENIED",
        "This server denied the call: SANDBOX/GOV/70000001/population had no service peopel; it"
            + " had people.",
        "the client's information system, or this server's administrator",
        "call people, if that is meant; postroad server description list"
            + " SANDBOX:GOV:70000001:population --config server.yaml") {
      @Override
      HttpRequest.Builder call(RunningSandbox running, String id) {
        return running.rest(id, "peopel", "");
      }
    },
    DISABLED_SERVICE(
        Asked.PROVIDERS_SERVER,
        "DENIED",
        "This server denied the call: SANDBOX/GOV/70000001/population/disabled is disabled by test"
            + " since ",
        "this server's administrator",
        "postroad server description enable SANDBOX:GOV:70000001:population http://") {
      @Override
      HttpRequest.Builder call(RunningSandbox running, String id) {
        return running.rest(id, "disabled", "");
      }
    },
    SERVICE_OF_THE_OTHER_KIND(
        Asked.PROVIDERS_SERVER,
        "DENIED",
        "This server denied the call: SANDBOX/GOV/70000001/population/personDetails is a SOAP"
            + " service and was called by REST.",
        "the client's information system",
        "call it by SOAP: postroad call soap") {
      @Override
      HttpRequest.Builder call(RunningSandbox running, String id) {
        return running.rest(id, "personDetails", "");
      }
    },
    SERVICE_DOWN(
        Asked.PROVIDERS_SERVER,
        "FAILED",
        "The call was accepted, but the service SANDBOX/GOV/70000001/population/stopped at http://",
        "whoever runs the service stopped",
        "curl -v http://") {
      @Override
      HttpRequest.Builder call(RunningSandbox running, String id) {
        return running.rest(id, "stopped", "");
      }
    },
    SERVICE_WITH_A_WRONG_CERTIFICATE(
        Asked.PROVIDERS_SERVER,
        "FAILED",
        "The call was accepted, but the service at https://localhost:",
        "whoever runs the service tlsForeign, or this server's administrator",
        "if the service has the right one, postroad server client certificate add"
            + " SANDBOX:GOV:70000001:population FILE --config server.yaml") {
      @Override
      HttpRequest.Builder call(RunningSandbox running, String id) {
        return running.rest(id, "tlsForeign", "");
      }
    },
    SERVICE_THAT_SAYS_NO(
        Asked.PROVIDERS_SERVER,
        "FAILED",
        "The service SANDBOX/GOV/70000001/population/failing itself answered with the fault",
        "whoever runs the service failing",
        "ask whoever runs the service") {
      @Override
      HttpRequest.Builder call(RunningSandbox running, String id) {
        return running.soap(id, "failing");
      }
    },
    BROKEN_WSDL(
        Asked.PROVIDERS_SERVER,
        "FAILED",
        "The description that getWsdl was asked for cannot be handed out: ",
        "whoever runs the service getWsdl",
        "mend the document where it is published, then postroad server description refresh"
            + " SANDBOX:GOV:70000001:population URL --config server.yaml") {
      @Override
      HttpRequest.Builder call(RunningSandbox running, String id) {
        String envelope = new String(running.envelope(id, "getWsdl"), StandardCharsets.UTF_8);
        int from = envelope.indexOf("<p:getWsdl");
        int to = envelope.indexOf("</soap:Body>");
        return running
            .soap(id, "getWsdl")
            .POST(
                BodyPublishers.ofString(
                    envelope.substring(0, from)
                        + "<xrd:getWsdl><xrd:serviceCode>failing</xrd:serviceCode></xrd:getWsdl>"
                        + envelope.substring(to)));
      }
    },
    UNREGISTERED_CLIENT(
        Asked.CLIENTS_SERVER,
        "DENIED",
        "This server denied the call: the client SANDBOX/GOV/70000002/nobody was not registered"
            + " here; it is no client of this server.",
        "this server's administrator",
        "postroad server client add SANDBOX:GOV:70000002:nobody --config server.yaml") {
      @Override
      HttpRequest.Builder call(RunningSandbox running, String id) {
        return rest(running, id, Topology.PEOPLE, NOBODY);
      }
    },
    UNKNOWN_PROVIDER(
        Asked.CLIENTS_SERVER,
        "DENIED",
        "This server denied the call: the provider SANDBOX/GOV/70000002/nobody is nobody whom the"
            + " registry knows.",
        "the client's information system, or the administrator of the provider's server",
        "compare the identifier letter by letter") {
      @Override
      HttpRequest.Builder call(RunningSandbox running, String id) {
        return rest(running, id, ServiceId.of(NOBODY, "any"), Topology.TAX.subsystem());
      }
    },
    INFORMATION_SYSTEM_WITHOUT_CERTIFICATE(
        Asked.CLIENTS_SERVER,
        "FAILED",
        "This server did not let the information system of SANDBOX/GOV/70000002/authenticated in,"
            + " whose connection type is HTTPS",
        "the client's information system",
        "call by HTTPS with a certificate that is trusted here") {
      @Override
      HttpRequest.Builder call(RunningSandbox running, String id) {
        return rest(running, id, Topology.PEOPLE, InformationSystems.AUTHENTICATED);
      }
    },
    PEER_THAT_DOES_NOT_ANSWER(
        Asked.CLIENTS_SERVER,
        "FAILED",
        "The server of SANDBOX/GOV/70000008/services at 127.0.0.8 could not be reached",
        "the administrator of the provider's server, or the network between",
        "postroad doctor --config server.yaml") {
      @Override
      HttpRequest.Builder call(RunningSandbox running, String id) {
        return rest(running, id, ServiceId.of(Strangers.SILENT, "any"), Topology.TAX.subsystem());
      }
    },
    PEER_WITH_UNREGISTERED_CERTIFICATE(
        Asked.CLIENTS_SERVER,
        "FAILED",
        "This server did not believe the server of SANDBOX/GOV/70000009/services at 127.0.0.9:",
        "the administrator of the provider's server",
        "have its administrator type postroad doctor") {
      @Override
      HttpRequest.Builder call(RunningSandbox running, String id) {
        return rest(running, id, ServiceId.of(Strangers.IMPOSTOR, "any"), Topology.TAX.subsystem());
      }
    };

    private final Asked asked;
    private final String outcome;
    private final String cause;
    private final String side;
    private final String next;

    Broken(Asked asked, String outcome, String cause, String side, String next) {
      this.asked = asked;
      this.outcome = outcome;
      this.cause = cause;
      this.side = side;
      this.next = next;
    }

    String id() {
      return "why-" + name();
    }

    abstract HttpRequest.Builder call(RunningSandbox running, String id);

    private static HttpRequest.Builder rest(
        RunningSandbox running, String id, ServiceId service, ClientId client) {
      return running
          .raw("r1/" + service.encoded())
          .header("X-Road-Client", client.encoded())
          .header("X-Road-Id", id);
    }
  }

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    Strangers strangers = new Strangers();
    RunningSandbox running = new RunningSandbox(directory, ServerSettings.DEFAULT, strangers);
    started = Optional.of(running);
    strangers.open(running.sandbox().ports().messages());
    for (Broken broken : Broken.values()) {
      var _ = running.send(broken.call(running, broken.id()));
    }
  }

  @AfterAll
  void stop() {
    started.ifPresent(RunningSandbox::close);
  }

  private Path server(Asked asked) {
    return started
        .orElseThrow()
        .home()
        .server(asked == Asked.CLIENTS_SERVER ? Topology.TAX : Topology.POPULATION);
  }

  @ParameterizedTest
  @EnumSource
  void theCauseComesFirst(Broken broken) throws IOException {
    Explained explained = Explained.of(server(broken.asked), broken.id());
    assertAll(
        explained.toString(),
        () -> assertEquals(broken.outcome, explained.outcome()),
        () -> assertTrue(explained.cause().startsWith(broken.cause), explained.cause()),
        () -> assertEquals(broken.side, explained.side()),
        () -> assertTrue(explained.next().startsWith(broken.next), explained.next()));
  }

  @Test
  void anExchangeThatWentWellSaysWhoGaveTheRight() throws IOException {
    RunningSandbox running = started.orElseThrow();
    var _ = running.send(running.rest("why-well", "tlsListed", ""));
    Explained explained = Explained.of(server(Asked.PROVIDERS_SERVER), "why-well");
    assertEquals("SUCCEEDED", explained.outcome(), explained.toString());
    assertTrue(
        explained.facts().stream()
            .anyMatch(fact ->
                fact.contains("SANDBOX/GOV/70000002/tax was given the whole service; saved at ")
                    && fact.endsWith(" by test: additions")),
        explained.toString());
    assertEquals(
        2,
        explained.facts().stream().filter(fact -> fact.startsWith("message log ")).count(),
        explained.toString());
  }

  /** Without its control socket it is a server that does not run. */
  @Test
  void aServerThatDoesNotRunSaysTheSame(@TempDir Path copy) throws IOException {
    RunningSandbox running = started.orElseThrow();
    var _ = running.send(running.rest("why-stopped", "disabled", ""));
    Path server = server(Asked.PROVIDERS_SERVER);
    Explained beside = Explained.of(server, "why-stopped");
    ServerDirectory from = new ServerDirectory(server);
    CopiedServer.copy(
        server,
        copy,
        List.of(
            from.anchor(),
            from.globalConfiguration(),
            from.serverConfiguration(),
            from.messageLog(),
            from.operationalRecords()));
    Explained stopped = Explained.of(copy, "why-stopped");
    assertEquals(beside.cause(), stopped.cause());
    assertEquals(beside.facts(), stopped.facts());
  }
}
