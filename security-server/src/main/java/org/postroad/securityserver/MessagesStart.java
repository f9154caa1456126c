// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.postroad.securityserver.archive.SealedDocuments;
import org.postroad.securityserver.conf.DiagnosticsPort;
import org.postroad.securityserver.conf.GlobalConfigurationClient;
import org.postroad.securityserver.conf.PublishedConfiguration;
import org.postroad.securityserver.consumer.Admission;
import org.postroad.securityserver.consumer.ClientPort;
import org.postroad.securityserver.consumer.Outgoing;
import org.postroad.securityserver.exchange.BodySpool;
import org.postroad.securityserver.exchange.ExchangeEnvironment;
import org.postroad.securityserver.exchange.ExchangeRecord;
import org.postroad.securityserver.exchange.SignMessage;
import org.postroad.securityserver.monitoring.Monitoring;
import org.postroad.securityserver.net.HttpHandler;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.net.HttpListener;
import org.postroad.securityserver.net.NetThreads;
import org.postroad.securityserver.net.TlsContext;
import org.postroad.securityserver.provider.OcspPort;
import org.postroad.securityserver.provider.ProviderLine;
import org.postroad.securityserver.service.DescriptionSource;
import org.postroad.securityserver.service.Descriptions;
import org.postroad.securityserver.service.HttpServiceCaller;
import org.postroad.securityserver.service.Metaservices;
import org.postroad.securityserver.service.MonitoringServices;
import org.postroad.securityserver.service.ServiceChannels;
import org.postroad.securityserver.signer.BatchSigner;
import org.postroad.securityserver.signer.InternalTls;
import org.postroad.securityserver.signer.OcspStore;
import org.postroad.securityserver.signer.SigningIdentities;

/** The part of the start that opens the ports of messages, those of partners first. */
final class MessagesStart {
  private final Ground ground;

  /** How many connections each port holds, by its name in the configuration. */
  private final Map<String, IntSupplier> connections = new HashMap<>();

  MessagesStart(Ground ground) {
    this.ground = ground;
  }

  /** What exchanges stand on. */
  record Parts(
      ConfigurationStart.Configured configured,
      KeysStart.Proven proven,
      LogStart.Logging logging,
      InternalTls internalTls) {

    MonitoringStart.OwnCertificates certificates() {
      return new MonitoringStart.OwnCertificates(proven.keys(), internalTls::certificate);
    }
  }

  /**
   * The open ports.
   *
   * @param services reach the services of this server's clients
   */
  record Serving(
      BatchSigner signer,
      MetricsStart metrics,
      BodySpool spool,
      ServiceChannels services,
      IdentityRenewal renewal,
      Map<String, IntSupplier> connections) {}

  Serving begin(Parts parts) throws IOException {
    ServerSettings settings = ground.settings();
    BatchSigner signer = ground.hold(new BatchSigner(ground.clock(), settings.signing()));
    MetricsStart metrics =
        new MetricsStart(settings, parts.configured().id(), ground.clock(), ground.parts());
    Monitoring monitoring =
        ground.hold(
            new MonitoringStart(ground.options(), ground.clock())
                .start(parts.configured().published()::current, parts.certificates()));
    ExchangeEnvironment environment =
        environment(parts, signer, metrics.exchanges().andThen(monitoring));
    Identity identity =
        new Identity(parts.proven().identities(), parts.configured().global(), ground.clock());
    ServiceChannels services = new ServiceChannels(ground.client(), parts.internalTls()::client);
    IdentityRenewal renewal = new IdentityRenewal(identity);
    listenToPartners(
        parts,
        renewal,
        identity,
        ProviderLine.of(
            environment,
            settings.peers(),
            new HttpServiceCaller(services),
            metaservices(services::fetch, environment),
            new MonitoringServices(monitoring, ground.random())));
    listenToClients(parts, environment, outgoing(identity, parts.proven().ocsp()));
    return new Serving(
        signer, metrics, environment.spool(), services, renewal, Map.copyOf(connections));
  }

  private ExchangeEnvironment environment(
      Parts parts, BatchSigner signer, Consumer<ExchangeRecord> monitor) throws IOException {
    SigningIdentities identities = parts.proven().identities();
    return new ExchangeEnvironment(
        parts.configured().published()::valid,
        identities,
        new SignMessage(identities, signer, ground.clock()),
        parts.logging().log(),
        BodySpool.open(ground.directory().spool(), ground.settings().bodies()),
        ground.settings().messages(),
        () -> UUID.randomUUID().toString(),
        ground.random(),
        ground.settings().faults(),
        monitor,
        ground.clock());
  }

  private Outgoing outgoing(Identity identity, OcspStore ocsp) {
    ServerPorts ports = ground.options().ports();
    return new Outgoing(
        ground.client(),
        identity::client,
        ocsp,
        ports.messages(),
        ports.ocsp(),
        ground.settings().peers());
  }

  private Metaservices metaservices(DescriptionSource source, ExchangeEnvironment environment) {
    return new Metaservices(
        new Descriptions(source, environment.spool(), ground.settings().descriptions()),
        environment.newId(),
        environment.random());
  }

  private void listenToPartners(
      Parts parts, IdentityRenewal renewal, Identity identity, HttpHandler provider) {
    ServerPorts ports = ground.options().ports();
    PublishedConfiguration published = parts.configured().published();
    PartnerAddresses partners = ground.hold(new PartnerAddresses());
    published.onChange(current -> partners.update(current.global()));
    HttpHandler ocsp = new OcspPort(parts.proven().ocsp(), ground.random());
    openForPartners("ocsp", ports.ocsp(), Optional::empty, partners, ocsp);
    renewal.renew();
    published.onChange(_ -> renewal.run());
    openForPartners(
        "messages", ports.messages(), () -> Optional.of(identity.server()), partners, provider);
    parts.proven().keys().onChange(parts.proven().refresher()::look);
    parts.proven().keys().onChange(renewal);
    parts.logging().port().listen(parts.logging().transparency(), ground.threads(), partners);
  }

  private void openForPartners(
      String name,
      int port,
      Supplier<Optional<TlsContext>> tls,
      PartnerAddresses partners,
      HttpHandler handler) {
    open(
        name,
        HttpListener.openForPartners(
            ground.threads(),
            ground.at(port),
            tls,
            ground.settings().serverPort(),
            partners,
            handler));
  }

  private void listenToClients(Parts parts, ExchangeEnvironment environment, Outgoing outgoing) {
    ServerSettings settings = ground.settings();
    InternalTls tls = parts.internalTls();
    GlobalConfigurationClient global = parts.configured().client();
    ClientPort port =
        ClientPort.of(
            environment,
            outgoing,
            new Admission(settings.consumers(), tls::certificate, ground.clock()),
            new SealedDocuments(settings.archives(), ground.clock(), ground.random()),
            global::verificationArchive);
    ServerPorts ports = ground.options().ports();
    NetThreads threads = ground.threads();
    InetSocketAddress http = ground.at(ports.consumerHttp());
    InetSocketAddress https = ground.at(ports.consumerHttps());
    HttpLimits limits = settings.clientPort();
    open("consumer-http", HttpListener.open(threads, http, Optional.empty(), limits, port));
    open("consumer-https", HttpListener.openSecure(threads, https, tls::server, limits, port));
    settings
        .globalConfiguration()
        .diagnosticsPort()
        .ifPresent(asked -> listenToThisMachine(asked, new DiagnosticsPort(global)));
  }

  private void listenToThisMachine(int port, HttpHandler handler) {
    ground.hold(
        HttpListener.open(
            ground.threads(),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
            Optional.empty(),
            ground.settings().clientPort(),
            handler));
  }

  /** Keeps a port that messages or their partners come to, and counts its connections. */
  private void open(String name, HttpListener listener) {
    connections.put(name, ground.hold(listener)::connections);
  }
}
