// SPDX-License-Identifier: MIT
package org.postroad.securityserver.declaration;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.fault.PeerFault;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.protocol.management.ManagementRequest.ClientReg;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.conf.Author;
import org.postroad.securityserver.conf.LiveConfiguration;
import org.postroad.securityserver.conf.PublishedConfiguration;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServerConfigurationStore;
import org.postroad.securityserver.keys.KeyAdministration;
import org.postroad.securityserver.keys.Keyring;
import org.postroad.securityserver.net.HttpFetch;
import org.postroad.securityserver.registration.Registrations;
import org.postroad.securityserver.service.DescriptionChanges;
import org.postroad.securityserver.service.DescriptionLimits;
import org.postroad.securityserver.signer.OcspStore;
import org.postroad.securityserver.signer.ServerKeys;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.testing.StandingClock;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The caller's server without clients, with everything that a tree is held against. */
final class DeclaredServer implements AutoCloseable {
  private static final Author ANNA = new Author("anna", "as the tree says");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .build();

  final TestInstance instance = new TestInstance();
  final StandingClock clock = new StandingClock();
  final Map<String, String> documents = new ConcurrentHashMap<>();
  final AtomicInteger fetched = new AtomicInteger();
  final List<ManagementRequest> sent = new ArrayList<>();
  final Set<MemberId> signers = new HashSet<>();
  final ServerConfigurationStore store;
  final LiveConfiguration live;
  final ServerKeys keys;
  final KeyAdministration keyAdministration;
  final Declarations declarations;
  GlobalConfiguration global = instance.global();
  boolean registryRefuses;
  Optional<ClientId> refusedByPeer = Optional.empty();

  DeclaredServer(Path directory) {
    store = ServerConfigurationStore.open(directory.resolve("conf"), clock);
    store.save(
        0,
        new ServerConfiguration(TestInstance.CALLER_SERVER, List.of(), List.of()),
        "test",
        "beginning");
    var saved = store.load().orElseThrow();
    live =
        new LiveConfiguration(
            store, new PublishedConfiguration(saved.configuration(), clock), saved);
    keys = ServerKeys.open(directory.resolve("keys"), "correct horse".toCharArray());
    keyAdministration =
        new KeyAdministration(
            new Keyring(
                keys,
                OcspStore.open(directory.resolve("ocsp")),
                _ -> {},
                List.of(),
                (_, change) -> change.run()),
            live,
            () -> global,
            clock,
            new SecureRandom());
    declarations =
        new Declarations(
            live,
            () -> global,
            new DescriptionChanges(
                (url, _, _, _) -> fetch(url.toString()), DescriptionLimits.DEFAULT),
            keyAdministration,
            new Registrations(this::send, live),
            signers::contains,
            clock);
  }

  private HttpFetch.Fetched fetch(String url) throws IOException {
    fetched.incrementAndGet();
    String document = documents.get(url);
    if (document == null) {
      throw new IOException("nothing is at " + url);
    }
    return new HttpFetch.Fetched(200, "OK", Headers.EMPTY, document.getBytes(UTF_8));
  }

  private Optional<Long> send(ManagementRequest request) {
    if (registryRefuses) {
      throw new Fault(FaultCode.INVALID_REQUEST, "not now");
    }
    if (request instanceof ClientReg asked
        && refusedByPeer.filter(asked.client()::equals).isPresent()) {
      throw new PeerFault(
          new FaultReport("server.invalid_request", "asked for already", ""), new byte[0]);
    }
    sent.add(request);
    return Optional.of(1L);
  }

  /** A tree; single quotes stand for double ones. */
  static Declarations.Wish wish(String json) {
    return new Declarations.Wish(
        JSON.readValue(json.replace('\'', '"'), Declaration.class), false, false);
  }

  static Declarations.Wish pruning(String json) {
    return new Declarations.Wish(wish(json).tree(), true, false);
  }

  static String text(Declaration tree) {
    return JSON.writeValueAsString(tree);
  }

  Plan apply(Declarations.Wish wish) {
    return declarations.apply(wish, ANNA, _ -> {});
  }

  Declarations.Progress take(Declarations.Wish wish) {
    return declarations.take(wish, 100, ANNA, _ -> {});
  }

  long version() {
    return store.newest().orElseThrow().number();
  }

  @Override
  public void close() {
    keys.close();
    store.close();
  }
}
