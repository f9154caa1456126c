// SPDX-License-Identifier: MIT
package org.postroad.securityserver.testing;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.globalconf.CertificationService;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.InstanceParameters;
import org.postroad.protocol.globalconf.OptionalParameters;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServiceDescription;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestKey;

/**
 * Instance TEST with one authority, a caller with a server and a provider with another. Everything
 * is judged at {@link TestAuthority#NOW}.
 */
public final class TestInstance {
  public static final ClientId CALLER = ClientId.parse("TEST/GOV/1234/tax");
  public static final ClientId PROVIDER = ClientId.parse("TEST/GOV/5678/people");
  public static final SecurityServerId CALLER_SERVER = new SecurityServerId(CALLER.member(), "ss1");
  public static final SecurityServerId PROVIDER_SERVER =
      new SecurityServerId(PROVIDER.member(), "ss2");
  public static final Clock CLOCK = Clock.fixed(TestAuthority.NOW, ZoneOffset.UTC);
  public static final Duration FRESHNESS = Duration.ofHours(1);

  private final TestAuthority authority = TestAuthority.create();
  private final TestKey callerKey = authority.authentication(CALLER.member());
  private final TestKey providerKey = authority.authentication(PROVIDER.member());

  public TestAuthority authority() {
    return authority;
  }

  /** What the caller's server authenticates itself with. */
  public TestKey callerKey() {
    return callerKey;
  }

  /** What the provider's server authenticates itself with. */
  public TestKey providerKey() {
    return providerKey;
  }

  /** Both servers, each with the client of its member. */
  public GlobalConfiguration global() {
    return global(
        server(CALLER_SERVER, "caller.test", callerKey.certificate(), CALLER),
        server(PROVIDER_SERVER, "provider.test", providerKey.certificate(), PROVIDER));
  }

  public GlobalConfiguration global(SharedParameters.Server... servers) {
    return global(List.of(), List.of(servers));
  }

  /** With responders configured for the authority, beside no time-stamping service but its own. */
  public GlobalConfiguration global(
      List<String> responders, List<SharedParameters.Server> servers) {
    Optional<X509Certificate> signer = Optional.of(authority.ocspSigner().certificate());
    return global(
        certificationService(
            (responders.isEmpty() ? List.of("http://ocsp.test/") : responders)
                .stream()
                    .map(url -> new CertificationService.OcspService(url, signer, Optional.empty()))
                    .toList()),
        servers);
  }

  /** With responders of all kinds, and no servers. */
  public GlobalConfiguration globalWithResponders(List<CertificationService.OcspService> services) {
    return global(certificationService(services), List.of());
  }

  /** Both servers, and an authority that issues without a person. */
  public GlobalConfiguration globalWithAcme(CertificationService.AcmeServer acme) {
    CertificationService plain = certificationService(List.of());
    return global(
        new CertificationService(
            plain.name(),
            plain.authenticationOnly(),
            plain.top(),
            plain.intermediates(),
            plain.certificateProfile(),
            plain.defaultRequestFormat(),
            Optional.of(acme)),
        List.of(server(CALLER_SERVER, "caller.test", callerKey.certificate(), CALLER)));
  }

  /** With an intermediate authority; one responder answers for both. */
  public GlobalConfiguration globalWithIntermediate(X509Certificate certificate, String responder) {
    CertificationService top =
        certificationService(
            List.of(
                new CertificationService.OcspService(
                    responder,
                    Optional.of(authority.ocspSigner().certificate()),
                    Optional.empty())));
    return global(
        new CertificationService(
            top.name(),
            top.authenticationOnly(),
            top.top(),
            List.of(
                new CertificationService.Authority(
                    certificate,
                    List.of(
                        new CertificationService.OcspService(
                            responder, Optional.empty(), Optional.empty())))),
            top.certificateProfile(),
            top.defaultRequestFormat(),
            top.acmeServer()),
        List.of());
  }

  /** The same for ever. */
  public GlobalConfiguration withoutExpiry(GlobalConfiguration global) {
    return GlobalConfiguration.of(
        TestAuthority.TEST_INSTANCE,
        Optional.empty(),
        List.of(
            new InstanceParameters(
                global.parameters(TestAuthority.TEST_INSTANCE).orElseThrow(), Optional.empty())),
        OptionalParameters.DEFAULTS);
  }

  private GlobalConfiguration global(
      CertificationService certification, List<SharedParameters.Server> servers) {
    SharedParameters shared =
        new SharedParameters(
            TestAuthority.TEST_INSTANCE,
            List.of(),
            List.of(certification),
            List.of(
                new SharedParameters.TimestampingService(
                    "TSA",
                    "http://tsa.test/",
                    authority.timestamper().certificate(),
                    Optional.empty())),
            List.of(member(CALLER), member(PROVIDER)),
            servers,
            List.of(),
            List.of(),
            FRESHNESS);
    return GlobalConfiguration.of(
        TestAuthority.TEST_INSTANCE,
        Optional.empty(),
        List.of(
            new InstanceParameters(
                shared, Optional.of(TestAuthority.NOW.plus(Duration.ofHours(1))))),
        OptionalParameters.DEFAULTS);
  }

  private CertificationService certificationService(
      List<CertificationService.OcspService> services) {
    return new CertificationService(
        authority.name(),
        false,
        new CertificationService.Authority(authority.root().certificate(), services),
        List.of(),
        authority.approved().profile().className(),
        Optional.empty(),
        Optional.empty());
  }

  private static SharedParameters.Member member(ClientId client) {
    return new SharedParameters.Member(
        client.member(),
        "Government",
        client.member().memberCode(),
        List.of(
            new SharedParameters.Subsystem(
                new SubsystemId(client.member(), client.subsystemCode().orElseThrow()),
                Optional.empty())));
  }

  public static SharedParameters.Server server(
      SecurityServerId id, String address, X509Certificate certificate, ClientId... clients) {
    return new SharedParameters.Server(
        id,
        Optional.of(address),
        List.of(Certificates.sha256(certificate)),
        List.of(clients),
        Optional.empty());
  }

  public static SharedParameters.Server inMaintenance(
      SharedParameters.Server server, String message) {
    return new SharedParameters.Server(
        server.id(),
        server.address(),
        server.authenticationCertificates(),
        server.clients(),
        Optional.of(new SharedParameters.Maintenance(Optional.of(message))));
  }

  /** The provider's server with these descriptions and rights. */
  public Configuration atProvider(List<ServiceDescription> services, AccessRight... rights) {
    return new Configuration(
        new ServerConfiguration(
            PROVIDER_SERVER,
            List.of(),
            List.of(client(PROVIDER, Client.ConnectionType.HTTP, List.of(), services, rights))),
        global());
  }

  /** The caller's server with the caller as its client. */
  public Configuration atCaller(Client.ConnectionType type, X509Certificate... informationSystems) {
    return new Configuration(
        new ServerConfiguration(
            CALLER_SERVER,
            List.of(URI.create("http://tsa.test/")),
            List.of(client(CALLER, type, List.of(informationSystems), List.of()))),
        global());
  }

  public static Client client(
      ClientId id,
      Client.ConnectionType type,
      List<X509Certificate> informationSystems,
      List<ServiceDescription> services,
      AccessRight... rights) {
    return new Client(
        id,
        Client.Status.REGISTERED,
        type,
        informationSystems,
        services,
        List.of(),
        List.of(rights));
  }
}
