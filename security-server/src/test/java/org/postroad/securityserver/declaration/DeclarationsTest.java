// SPDX-License-Identifier: MIT
package org.postroad.securityserver.declaration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.FieldChange.Operation;
import org.postroad.securityserver.conf.ServiceDescription.Endpoint;
import org.postroad.securityserver.conf.ServiceDescription.Service;

/** What the server decides alone: planned, made in one version, exported, and removed. */
class DeclarationsTest {
  private static final String OPENAPI = "http://inner.test/openapi.yaml";
  private static final ClientId TAX = ClientId.parse("TEST/GOV/1234/tax");
  private static final String CLIENT =
      """
      {'id':'TEST:GOV:1234:tax','connection':'http',
       'groups':[{'code':'friends','description':'Good friends','members':['TEST:GOV:5678:people']}],
       'descriptions':[
         {'openapi':'http://inner.test/openapi.yaml','code':'api','timeout':'30s',
          'endpoints':['POST /by/hand']},
         {'rest':'https://inner.test/files','code':'files','verify':false,'disabled':'On Monday'}],
       'rights':[
         {'service':'api','to':['TEST:GOV:5678:people','friends']},
         {'service':'api','endpoint':'GET /a','to':['TEST:GOV:1234:other']}]}
      """;
  private static final String TREE =
      "{'server':'TEST:GOV:1234:ss1','timestamping':['http://tsa.test/'],'clients':["
          + CLIENT
          + ",{'id':'TEST:GOV:1234:other'}]}";

  @TempDir Path directory;
  private DeclaredServer server;

  @BeforeEach
  void open() {
    server = new DeclaredServer(directory);
    server.documents.put(OPENAPI, openApi("/a", "/b"));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private static String openApi(String... paths) {
    StringBuilder text =
        new StringBuilder(
            """
            openapi: 3.0.0
            info: {title: t, version: '1'}
            servers: [{url: 'http://inner.test/api'}]
            paths:
            """);
    for (String path : paths) {
      text.append("  ").append(path).append(":\n    get: {responses: {}}\n");
    }
    return text.toString();
  }

  private Service service(String code) {
    return server.live.current().service(ServiceId.of(TAX, code)).orElseThrow().service();
  }

  private Client client() {
    return server.live.current().client(TAX).orElseThrow();
  }

  private static List<String> texts(List<Plan.Change> changes) {
    return changes.stream()
        .map(each -> each.operation() + " " + each.kind() + " " + each.record())
        .toList();
  }

  @Test
  void oneVersionHasAllOfATreeAndTheNextApplyNothing() {
    Plan planned = server.declarations.plan(DeclaredServer.wish(TREE));
    assertEquals(1, server.version(), "a plan changes nothing");
    Plan done = server.apply(DeclaredServer.wish(TREE));
    assertEquals(planned.changes(), done.changes());
    assertEquals(2, server.version());
    assertTrue(
        texts(done.changes())
            .containsAll(
                List.of(
                    "CHANGED SERVER server",
                    "ADDED CLIENT TEST:GOV:1234:tax",
                    "ADDED LOCAL_GROUP TEST:GOV:1234:tax friends",
                    "ADDED ENDPOINT TEST:GOV:1234:tax api POST /by/hand",
                    "ADDED ACCESS_RIGHT TEST:GOV:1234:tax api GET /a TEST:GOV:1234:other")),
        done::toString);

    assertEquals(Client.ConnectionType.HTTP, client().connectionType());
    assertEquals(Duration.ofSeconds(30), service("api").timeout());
    assertTrue(service("api").endpoints().added().contains(new Endpoint("POST", "/by/hand")));
    assertTrue(service("api").verifyTls());
    assertTrue(!service("files").verifyTls());
    assertEquals(3, client().accessRights().size());
    assertEquals(
        List.of(Optional.empty(), Optional.of("On Monday")),
        client().serviceDescriptions().stream().map(each -> each.disabledNotice()).toList());

    int fetched = server.fetched.get();
    Plan again = server.apply(DeclaredServer.wish(TREE));
    assertEquals(List.of(), again.changes());
    assertEquals(List.of(), again.removals());
    assertEquals(2, server.version(), "nothing is saved for nothing");
    assertEquals(fetched, server.fetched.get(), "what is known is not fetched again");
  }

  @Test
  void anExportedTreeIsTheServerItself() {
    var _ = server.apply(DeclaredServer.wish(TREE));
    Declaration exported = server.declarations.export(true);
    Plan none = server.declarations.plan(new Declarations.Wish(exported, true, false));
    assertEquals(List.of(), none.changes());
    assertEquals(List.of(), none.removals());
    assertEquals(
        exported, DeclaredServer.wish(DeclaredServer.text(exported).replace("'", "")).tree());
    try (DeclaredServer empty = new DeclaredServer(directory.resolve("empty"))) {
      empty.documents.putAll(server.documents);
      var _ = empty.apply(new Declarations.Wish(exported, false, false));
      assertEquals(exported, empty.declarations.export(true));
    }
  }

  @Test
  void whatIsNotNamedGoesOnlyWhenSomebodySaysSo() {
    var _ = server.apply(DeclaredServer.wish(TREE));
    String less =
        """
        {'server':'TEST:GOV:1234:ss1','timestamping':[],'clients':[
          {'id':'TEST:GOV:1234:tax','connection':'http','groups':[{'code':'friends','members':[]}],
           'descriptions':[
             {'openapi':'http://inner.test/openapi.yaml','code':'api','timeout':'30s','endpoints':[]}],
           'rights':[{'service':'api','to':['friends']}]}]}
        """;
    Plan kept = server.apply(DeclaredServer.wish(less));
    assertEquals(List.of(), kept.changes());
    assertEquals(
        Set.of(
            "CHANGED SERVER server",
            "REMOVED SERVICE_DESCRIPTION TEST:GOV:1234:tax https://inner.test/files",
            "REMOVED SERVICE TEST:GOV:1234:tax files",
            "REMOVED ENDPOINT TEST:GOV:1234:tax api POST /by/hand",
            "CHANGED LOCAL_GROUP TEST:GOV:1234:tax friends",
            "REMOVED ACCESS_RIGHT TEST:GOV:1234:tax api * ** TEST:GOV:5678:people",
            "REMOVED ACCESS_RIGHT TEST:GOV:1234:tax api GET /a TEST:GOV:1234:other",
            "REMOVED CLIENT TEST:GOV:1234:other"),
        Set.copyOf(texts(kept.removals())));
    assertEquals(2, server.version());

    Plan pruned = server.apply(DeclaredServer.pruning(less));
    assertEquals(texts(kept.removals()), texts(pruned.changes()));
    assertEquals(List.of(), pruned.removals());
    assertEquals(3, server.version());
    assertEquals(1, client().accessRights().size());
    assertEquals(1, server.live.current().clients().size());
  }

  /** A list that the tree does not have is nobody's business. */
  @Test
  void aMissingListLeavesWhatIsThere() {
    var _ = server.apply(DeclaredServer.wish(TREE));
    Plan plan =
        server.apply(
            DeclaredServer.pruning(
                "{'server':'TEST:GOV:1234:ss1','clients':["
                    + "{'id':'TEST:GOV:1234:tax','connection':'http'},"
                    + "{'id':'TEST:GOV:1234:other'}]}"));
    assertEquals(List.of(), plan.changes());
    assertEquals(List.of(), plan.removals());
  }

  @Test
  void everythingThatStandsAgainstATreeIsToldAtOnceAndNothingIsChanged() {
    String bad =
        """
        {'server':'TEST:GOV:1234:ss1','timestamping':['http://elsewhere.test/'],'clients':[
          {'id':'TEST:GOV:1234:tax','connection':'htpp'},
          {'id':'TEST:GOV:1234:other','groups':[{'code':'a','members':['TEST:GOV:1:nobody']}],
           'descriptions':[{'wsdl':'http://inner.test/none.wsdl'},{'rest':'http://inner.test/x'},
             {'rest':'http://inner.test/y','code':'y','timeout':'5 minutes'}],
           'rights':[{'service':'none','to':['TEST:GOV:5678:people']}]}]}
        """;
    List<String> problems =
        assertThrows(DeclarationRefused.class, () -> server.apply(DeclaredServer.wish(bad)))
            .problems();
    assertEquals(1, server.version());
    for (String part :
        List.of(
            "timestamping: http://elsewhere.test/ is no approved time-stamping service",
            "TEST:GOV:1234:tax: 'htpp' is none of http, https-no-auth, https",
            "TEST:GOV:1234:other group a: Nobody knows TEST/GOV/1/nobody",
            "TEST:GOV:1234:other http://inner.test/none.wsdl: http://inner.test/none.wsdl could",
            "TEST:GOV:1234:other http://inner.test/x: the service of http://inner.test/x has no code",
            "TEST:GOV:1234:other http://inner.test/y: '5 minutes' is not a time like 60s",
            "TEST:GOV:1234:other: Client TEST/GOV/1234/other has no service none")) {
      assertTrue(problems.stream().anyMatch(each -> each.startsWith(part)), problems::toString);
    }
    assertThrows(
        DeclarationRefused.class,
        () -> server.apply(DeclaredServer.wish("{'server':'TEST:GOV:1234:ss9'}")));
  }

  /** D19: what a document has changed is read when somebody asks, and keeps what was decided. */
  @Test
  void aRefreshReadsKnownDescriptionsAgain() {
    var _ = server.apply(DeclaredServer.wish(TREE));
    server.documents.put(OPENAPI, openApi("/a", "/c"));
    Plan plan =
        server.declarations.plan(
            new Declarations.Wish(DeclaredServer.wish(TREE).tree(), false, true));
    assertEquals(
        List.of(
            "REMOVED ENDPOINT TEST:GOV:1234:tax api GET /b",
            "ADDED ENDPOINT TEST:GOV:1234:tax api GET /c"),
        texts(plan.changes()));
    assertEquals(
        List.of("adding_endpoints", "deleting_endpoints"),
        plan.warnings().stream().map(Plan.Warning::code).toList());
    assertEquals(Operation.REMOVED, plan.changes().getFirst().operation());
  }

  /** A service that has moved is the same service, with its rights. */
  @Test
  void anAddressThatChangesMovesTheService() {
    var _ = server.apply(DeclaredServer.wish(TREE));
    server.documents.put("http://new.test/openapi.yaml", openApi("/a", "/b"));
    Plan moved =
        server.apply(
            DeclaredServer.wish(
                TREE.replace("http://inner.test/openapi.yaml", "http://new.test/openapi.yaml")
                    .replace("https://inner.test/files", "https://new.test/files")));
    assertEquals(List.of(), moved.removals());
    assertEquals(3, client().accessRights().size());
    assertEquals("https://new.test/files", service("files").url());
    assertEquals(
        List.of("http://new.test/openapi.yaml", "https://new.test/files"),
        client().serviceDescriptions().stream().map(each -> each.url()).toList());
  }
}
