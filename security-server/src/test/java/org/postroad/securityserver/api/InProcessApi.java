// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.postroad.protocol.administration.Administration;
import org.postroad.protocol.administration.Admission;
import org.postroad.protocol.administration.ApiDescription;
import org.postroad.protocol.administration.ApiToken;
import org.postroad.protocol.administration.AuditLog;
import org.postroad.protocol.administration.Role;
import org.postroad.protocol.administration.TokenCheck;
import org.postroad.protocol.dispatch.PortHead;
import org.postroad.protocol.dispatch.PortReply;
import org.postroad.protocol.dispatch.PortRequest;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.acme.AcmeSettings;
import org.postroad.securityserver.acme.CertificateOffice;
import org.postroad.securityserver.acme.Challenges;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.conf.LiveConfiguration;
import org.postroad.securityserver.conf.PublishedConfiguration;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServerConfigurationStore;
import org.postroad.securityserver.keys.KeyAdministration;
import org.postroad.securityserver.keys.Keyring;
import org.postroad.securityserver.mail.MailSettings;
import org.postroad.securityserver.mail.Mailer;
import org.postroad.securityserver.net.HttpFetch;
import org.postroad.securityserver.registration.Registrations;
import org.postroad.securityserver.service.DescriptionChanges;
import org.postroad.securityserver.service.DescriptionLimits;
import org.postroad.securityserver.service.DescriptionSource;
import org.postroad.securityserver.signer.OcspStore;
import org.postroad.securityserver.signer.ServerKeys;
import org.postroad.securityserver.signer.SigningIdentities;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.testing.TestCertificate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The resources of clients, services and rights of a provider's server without a port: its
 * configuration, what it asked of the registry, what its audit log says.
 */
final class InProcessApi implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final ServerConfiguration EMPTY =
      new ServerConfiguration(TestInstance.PROVIDER_SERVER, List.of(), List.of());

  final Map<String, String> documents = new HashMap<>();
  final List<ManagementRequest> sent = new ArrayList<>();
  private final Map<Role, String> tokens = new HashMap<>();
  private final ByteArrayOutputStream audited = new ByteArrayOutputStream();
  private final MemoryVersions versions;
  private final ClientAdministration clients;
  private final Administration administration;

  /** What came back. */
  record Answer(int status, byte[] body) {
    JsonNode json() {
      return JSON.readTree(body);
    }

    /** The code of an error. */
    String code() {
      return json().path("error").path("code").asString("");
    }
  }

  InProcessApi(TestInstance instance, SigningIdentities identities) {
    this(instance, identities, List.of());
  }

  /** With other resources beside them. */
  InProcessApi(TestInstance instance, SigningIdentities identities, List<Object> others) {
    this(instance, identities, _ -> others);
  }

  /** With other resources of the same server beside them. */
  InProcessApi(
      TestInstance instance,
      SigningIdentities identities,
      Function<ClientAdministration, List<Object>> others) {
    versions = new MemoryVersions(EMPTY);
    clients =
        clients(
            versions,
            instance.global(),
            request -> {
              sent.add(request);
              return Optional.empty();
            },
            (url, _, _, _) -> fetched(url.toString()),
            identities);
    administration =
        Administration.open(
            new ApiDescription(
                Stream.concat(ClientResources.of(clients).stream(), others.apply(clients).stream())
                    .toList(),
                new ServerRules(() -> {}),
                new byte[0]),
            new Admission(Set.of(), false),
            new TokenCheck(this::known, TestInstance.CLOCK),
            new AuditLog(() -> audited, "node", "Postroad server"),
            TestInstance.CLOCK,
            new SecureRandom());
  }

  /** With the resources of keys, of a server whose configuration can be read only or changed. */
  static InProcessApi ofKeys(
      TestInstance instance, Path directory, ServerKeys keys, boolean readOnly) {
    return new InProcessApi(
        instance,
        new SigningIdentities(keys, OcspStore.open(directory)),
        server ->
            KeyResources.of(
                new AdministeredKeys(keys(server, directory, keys), server, readOnly),
                orders(instance, directory.resolve("others"), TestInstance.CLOCK)));
  }

  /** A certificate of the provider's owner for a key, issued by the authority of the instance. */
  static X509Certificate signingCertificate(TestInstance instance, PublicKey key) {
    MemberId owner = TestInstance.PROVIDER_SERVER.owner();
    return TestCertificate.subject(
            "C=FI, O=Organisation, CN="
                + owner.memberCode()
                + ", serialNumber=TEST/SERVER/"
                + owner.memberClass())
        .signing()
        .key(new KeyPair(key, null))
        .issuedBy(instance.authority().root())
        .certificate();
  }

  private static ClientAdministration clients(
      MemoryVersions versions,
      GlobalConfiguration global,
      Registrations.ManagementSender sender,
      DescriptionSource source,
      SigningIdentities identities) {
    var saved = versions.load().orElseThrow();
    var published = new PublishedConfiguration(saved.configuration(), TestInstance.CLOCK);
    published.publish(global);
    var live = new LiveConfiguration(versions, published, saved);
    return new ClientAdministration(
        live,
        () -> global,
        new Registrations(sender, live),
        new DescriptionChanges(source, DescriptionLimits.DEFAULT),
        identities,
        TestInstance.CLOCK);
  }

  /** Of a server without clients and keys that knows no registry and no service. */
  static ClientAdministration noClients(Configuration configuration, Path directory) {
    return clients(
        new MemoryVersions(configuration.server()),
        configuration.global(),
        _ -> Optional.empty(),
        (url, _, _, _) -> {
          throw new IOException("nothing is at " + url);
        },
        noKeys(directory));
  }

  /** Keys of a server without clients, whose certificates are all good. */
  static KeyAdministration keys(TestInstance instance, Path directory) {
    return keys(
        noClients(new Configuration(EMPTY, instance.global()), directory),
        directory,
        ServerKeys.open(directory, "no key, no PIN".toCharArray()));
  }

  static KeyAdministration keys(ClientAdministration server, Path directory, ServerKeys keys) {
    return new KeyAdministration(
        new Keyring(
            keys,
            OcspStore.open(directory),
            _ -> {},
            List.of(directory.resolve(ServerKeys.TOKEN_FILE)),
            (_, change) -> change.run()),
        server.live(),
        server.published(),
        TestInstance.CLOCK,
        new SecureRandom());
  }

  /** Of a server where nothing is ordered, and nobody is told. */
  static CertificateOrdering orders(TestInstance instance, Path directory, Clock clock) {
    Mailer mailer = new Mailer(directory.resolve("mail.yml"), MailSettings.DEFAULT, "ss1", clock);
    var subject =
        new CertificateOffice.Subject(
            keys(instance, directory.resolve("keys")),
            new Registrations(
                _ -> Optional.empty(),
                noClients(new Configuration(EMPTY, instance.global()), directory.resolve("keys"))
                    .live()),
            instance::global,
            () -> TestInstance.CALLER_SERVER,
            false,
            mailer,
            new CertificateOffice.Places(
                directory.resolve("acme.yml"),
                directory.resolve("mail.yml"),
                directory.resolve("acme.p12"),
                Optional.empty()),
            AcmeSettings.DEFAULT,
            clock,
            new SecureRandom());
    return new CertificateOrdering(CertificateOffice.open(subject, new Challenges()), mailer);
  }

  /** Of a server that has no keys yet. */
  static SigningIdentities noKeys(Path directory) {
    return new SigningIdentities(
        ServerKeys.open(directory, "no key, no PIN".toCharArray()), OcspStore.open(directory));
  }

  /** As it was at first; the API goes on. */
  void begin() {
    versions.begin(EMPTY);
    var _ = clients.live().reread();
    sent.clear();
    documents.clear();
  }

  private List<ApiToken> known() {
    List<ApiToken> known = new ArrayList<>();
    for (Role role : ServerRoles.ALL) {
      String token = tokens.computeIfAbsent(role, _ -> UUID.randomUUID().toString());
      known.add(new ApiToken(known.size() + 1L, TokenCheck.hash(token), Set.of(role)));
    }
    return known;
  }

  private HttpFetch.Fetched fetched(String url) throws IOException {
    String document = documents.get(url);
    if (document == null) {
      throw new IOException("nothing is at " + url);
    }
    return new HttpFetch.Fetched(200, "OK", Headers.EMPTY, document.getBytes(UTF_8));
  }

  ServerConfiguration configuration() {
    return clients.live().current();
  }

  ServerConfigurationStore.Version newest() {
    return versions.newest().orElseThrow();
  }

  /** The last line of the audit log. */
  JsonNode lastAudited() {
    String line = audited.toString(UTF_8).lines().reduce((_, next) -> next).orElseThrow();
    return JSON.readTree(line.substring(line.indexOf('{')));
  }

  /** Sends JSON as somebody who has the role; single quotes stand for double ones. */
  Answer send(Role role, String method, String path, String json) {
    return send(role, method, path, "application/json", json.replace('\'', '"').getBytes(UTF_8));
  }

  Answer get(Role role, String path) {
    return send(role, "GET", path, "");
  }

  Answer send(Role role, String method, String path, String type, byte[] body) {
    var _ = known();
    Map<String, List<String>> headers = new HashMap<>();
    headers.put("Host", List.of("localhost"));
    headers.put("Authorization", List.of("X-Road-ApiKey token=" + tokens.get(role)));
    headers.put("X-Road-Reason", List.of("because"));
    if (body.length > 0) {
      headers.put("Content-Type", List.of(type));
    }
    int query = path.indexOf('?');
    PortReply reply =
        administration.answer(
            new PortRequest(
                new PortHead(
                    method,
                    Administration.BASE + (query < 0 ? path : path.substring(0, query)),
                    query < 0 ? "" : path.substring(query + 1),
                    headers,
                    InetAddress.getLoopbackAddress()),
                body));
    return new Answer(reply.status(), reply.body());
  }

  @Override
  public void close() {
    administration.close();
  }
}
