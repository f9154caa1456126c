// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;
import org.postroad.securityserver.api.AdministeredServer;
import org.postroad.securityserver.api.ApiTokenFile;
import org.postroad.securityserver.api.CertificateOrdering;
import org.postroad.securityserver.api.ClientAdministration;
import org.postroad.securityserver.api.ConnectionDiagnostics;
import org.postroad.securityserver.api.InternalIdentity;
import org.postroad.securityserver.conf.LiveConfiguration;
import org.postroad.securityserver.conf.NodeType;
import org.postroad.securityserver.conf.PublishedConfiguration;
import org.postroad.securityserver.health.Diagnostics;
import org.postroad.securityserver.health.MemoryUse;
import org.postroad.securityserver.keys.KeyAdministration;
import org.postroad.securityserver.messagelog.MessageLog;
import org.postroad.securityserver.monitoring.KeptRecords;
import org.postroad.securityserver.registration.ConnectionTests;
import org.postroad.securityserver.registration.ManagementRequests;
import org.postroad.securityserver.registration.OwnPort;
import org.postroad.securityserver.registration.Registrations;
import org.postroad.securityserver.registration.RequireOwner;
import org.postroad.securityserver.service.DescriptionChanges;
import org.postroad.securityserver.signer.BatchSigner;
import org.postroad.securityserver.signer.InternalTls;
import org.postroad.securityserver.witness.Transparency;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the parts of a security server in the order in which they need each other. */
final class SecurityServerStart {
  private static final Logger LOG = LoggerFactory.getLogger(SecurityServerStart.class);

  private final SecurityServerOptions options;
  private final Clock clock;
  private final SecureRandom random;
  private final Deque<AutoCloseable> parts;

  SecurityServerStart(
      SecurityServerOptions options, Clock clock, SecureRandom random, Deque<AutoCloseable> parts) {
    this.options = options;
    this.clock = clock;
    this.random = random;
    this.parts = parts;
  }

  /** What somebody who started the server may ask it. */
  record Started(
      MessageLog log,
      Transparency transparency,
      BatchSigner signer,
      ManagementRequests management,
      Registrations registrations,
      LiveConfiguration configuration,
      InternalTls internalTls,
      DescriptionChanges descriptions,
      KeyAdministration keys,
      ServerBackups backups) {}

  /** The same with what it is told, and the port of its administration, if it has one. */
  record Running(
      Started started,
      PublishedConfiguration published,
      Optional<AdministrationStart> administration) {}

  Running run() throws IOException {
    var _ = RestoreServer.complete(options, clock);
    KeyOpening opening = KeyOpening.begin(options, Ground.hosts(options), clock, random);
    parts.push(() -> opening.token().get().close());
    Ground ground = Ground.open(options, clock, random, parts::push);
    var _ = ground.threads().tlsEngineName().thenAccept(name -> LOG.info("TLS 1.3 by {}", name));
    HealthStart health =
        ground.hold(new HealthStart(options.settings().health(), ground.threads(), clock));
    ConfigurationStart.Configured configured = new ConfigurationStart(ground).begin();
    KeysStart.Proven proven = new KeysStart(ground).begin(opening.token().get(), configured);
    LogStart.Logging logging = new LogStart(ground).begin(proven.keys(), opening.log(), configured);
    InternalTls internalTls = opening.internalTls().get();
    var exchanging = new MessagesStart.Parts(configured, proven, logging, internalTls);
    MessagesStart.Serving serving = new MessagesStart(ground).begin(exchanging);
    Runnable reread = follow(ground, exchanging, serving.renewal());
    watch(exchanging, serving);
    HealthStart.Subject looked = looked(exchanging);
    ServerBackups backups = BackupStart.begin(ground, configured, proven);
    HealthStart.Told told = told(logging, backups);
    health.listen(looked, told, reread, serving.metrics().handler());
    ManagementRequests management = management(ground, exchanging);
    Optional<Ahead<InternalTls>> administrators = administrators();
    Started started =
        new Started(
            logging.log(),
            logging.transparency(),
            serving.signer(),
            management,
            new Registrations(
                new RequireOwner(management::send, configured.live()::current), configured.live()),
            configured.live(),
            internalTls,
            new DescriptionChanges(serving.services()::fetch, options.settings().descriptions()),
            new KeysStart(ground)
                .administer(
                    proven,
                    (next, change) ->
                        AdministrationStart.changePin(internalTls, administrators, next, change),
                    configured),
            backups);
    CertificateOrdering orders = new AcmeStart(ground).begin(configured, started);
    Diagnostics diagnostics = health.diagnostics(looked, told);
    Optional<AdministrationStart> administration =
        administrators.map(
            identity -> administer(ground, exchanging, started, orders, diagnostics, identity));
    ground.hold(health::stopping);
    return new Running(started, configured.published(), administration);
  }

  private Runnable follow(Ground ground, MessagesStart.Parts parts, IdentityRenewal renewal) {
    ConfigurationStart.Configured configured = parts.configured();
    KeysStart.Proven proven = parts.proven();
    return configured
        .node()
        .follow(
            configured.live(),
            configured.published(),
            new NodeStart.OwnTrust(proven.keys(), parts.internalTls(), configured.anchor()),
            () -> {
              proven.refresher().look();
              renewal.run();
            },
            ground.parts());
  }

  private static void watch(MessagesStart.Parts parts, MessagesStart.Serving serving) {
    serving
        .metrics()
        .watch(
            new MetricsStart.Subject(
                parts.certificates(),
                parts.proven().ocsp(),
                parts.configured().published(),
                parts.configured().client(),
                parts.logging().log(),
                serving.signer(),
                parts.logging().timestamps(),
                serving.spool(),
                serving.connections()));
  }

  private static HealthStart.Subject looked(MessagesStart.Parts parts) {
    MessageLog log = parts.logging().log();
    return new HealthStart.Subject(
        parts.proven().identities(),
        parts.proven().keys(),
        parts.configured().published(),
        parts.configured().store(),
        parts.logging().timestamps(),
        log::refusal,
        log.journal()::isWriting,
        MemoryUse::now);
  }

  private HealthStart.Told told(LogStart.Logging logging, ServerBackups backups) {
    return new HealthStart.Told(
        options.settings().archives(),
        !logging.keys().keys().isEmpty(),
        options.settings().monitoring().buffer() > 0,
        backups);
  }

  private OwnPort own(Ground ground, InternalTls tls) {
    return OwnPort.secure(
        options.address(),
        options.ports().consumerHttps(),
        ground.client(),
        tls::client,
        tls::certificate);
  }

  private ManagementRequests management(Ground ground, MessagesStart.Parts parts) {
    ConfigurationStart.Configured configured = parts.configured();
    return new ManagementRequests(
        () -> {
          configured.store().requireChangeable();
          return configured.published().valid().global();
        },
        parts.proven().keys(),
        parts.proven().identities(),
        own(ground, parts.internalTls()),
        ground.client(),
        clock,
        random);
  }

  private Optional<Ahead<InternalTls>> administrators() {
    return options.settings().administration().enabled()
        ? Optional.of(AdministrationStart.identity(options, clock, random))
        : Optional.empty();
  }

  private AdministrationStart administer(
      Ground ground,
      MessagesStart.Parts parts,
      Started started,
      CertificateOrdering orders,
      Diagnostics diagnostics,
      Ahead<InternalTls> identity) {
    ConfigurationStart.Configured configured = parts.configured();
    NodeType type = options.settings().node().type();
    AdministeredServer administered =
        new AdministeredServer(
            configured.published()::current,
            configured.client()::status,
            configured.anchor(),
            diagnostics,
            new KeptRecords(ground.directory().operationalRecords()),
            type,
            new ApiTokenFile(ground.directory().apiTokens(), type == NodeType.SECONDARY, clock),
            new ClientAdministration(
                configured.live(),
                configured.global(),
                started.registrations(),
                started.descriptions(),
                parts.proven().identities(),
                clock),
            started.keys(),
            parts.proven().refresher()::asked,
            new InternalIdentity(started::internalTls, ground.hosts(), clock, random),
            new InternalIdentity(
                () -> AdministrationStart.opened(identity),
                AdministrationStart.hosts(options.settings().administration()),
                clock,
                random),
            started.backups(),
            orders,
            new ConnectionDiagnostics.Connections(
                configured.client()::tryAll,
                new ConnectionTests(
                    started.management()::send,
                    own(ground, started.internalTls()),
                    UUID::randomUUID)));
    return ground.hold(
        AdministrationStart.begin(administered, options, ground.threads(), clock, random));
  }
}
