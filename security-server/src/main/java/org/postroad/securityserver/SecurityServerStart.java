// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.securityserver.api.AdministeredServer;
import org.postroad.securityserver.api.ApiTokenFile;
import org.postroad.securityserver.api.ClientAdministration;
import org.postroad.securityserver.api.InternalIdentity;
import org.postroad.securityserver.archive.SealedDocuments;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.conf.ConfigurationVersions;
import org.postroad.securityserver.conf.DiagnosticsPort;
import org.postroad.securityserver.conf.GlobalConfigurationClient;
import org.postroad.securityserver.conf.GlobalConfigurationSettings;
import org.postroad.securityserver.conf.LiveConfiguration;
import org.postroad.securityserver.conf.NodeType;
import org.postroad.securityserver.conf.PublishedConfiguration;
import org.postroad.securityserver.conf.ServerConfigurationStore;
import org.postroad.securityserver.consumer.Admission;
import org.postroad.securityserver.consumer.ClientPort;
import org.postroad.securityserver.consumer.Outgoing;
import org.postroad.securityserver.exchange.BodySpool;
import org.postroad.securityserver.exchange.ExchangeEnvironment;
import org.postroad.securityserver.exchange.ExchangeRecord;
import org.postroad.securityserver.exchange.SignMessage;
import org.postroad.securityserver.health.MemoryUse;
import org.postroad.securityserver.journal.JournalKeys;
import org.postroad.securityserver.keys.KeyAdministration;
import org.postroad.securityserver.keys.KeyWatch;
import org.postroad.securityserver.keys.Keyring;
import org.postroad.securityserver.messagelog.MessageLog;
import org.postroad.securityserver.messagelog.TimestampAuthorities;
import org.postroad.securityserver.monitoring.Monitoring;
import org.postroad.securityserver.net.HttpClient;
import org.postroad.securityserver.net.HttpFetch;
import org.postroad.securityserver.net.HttpHandler;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.net.HttpListener;
import org.postroad.securityserver.net.NetThreads;
import org.postroad.securityserver.net.TlsContext;
import org.postroad.securityserver.provider.OcspPort;
import org.postroad.securityserver.provider.ProviderLine;
import org.postroad.securityserver.registration.ManagementRequests;
import org.postroad.securityserver.registration.OwnPort;
import org.postroad.securityserver.registration.Registrations;
import org.postroad.securityserver.service.DescriptionChanges;
import org.postroad.securityserver.service.DescriptionSource;
import org.postroad.securityserver.service.Descriptions;
import org.postroad.securityserver.service.HttpServiceCaller;
import org.postroad.securityserver.service.Metaservices;
import org.postroad.securityserver.service.MonitoringServices;
import org.postroad.securityserver.service.ServiceChannels;
import org.postroad.securityserver.signer.BatchSigner;
import org.postroad.securityserver.signer.InternalTls;
import org.postroad.securityserver.signer.OcspClient;
import org.postroad.securityserver.signer.OcspRefresher;
import org.postroad.securityserver.signer.OcspStore;
import org.postroad.securityserver.signer.ServerKeys;
import org.postroad.securityserver.signer.SigningIdentities;
import org.postroad.securityserver.witness.Transparency;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the parts of a security server in the order in which they need each other. */
final class SecurityServerStart {

  private static final Logger LOG = LoggerFactory.getLogger(SecurityServerStart.class);

  private final SecurityServerOptions options;
  private final ServerDirectory directory;
  private final Clock clock;
  private final SecureRandom random;
  private final Deque<AutoCloseable> parts;

  /** How many connections each port holds, by its name in the configuration. */
  private final Map<String, IntSupplier> connections = new HashMap<>();

  SecurityServerStart(
      SecurityServerOptions options, Clock clock, SecureRandom random, Deque<AutoCloseable> parts) {
    this.options = options;
    this.directory = new ServerDirectory(options.directory());
    this.clock = clock;
    this.random = random;
    this.parts = parts;
  }

  Started run() throws IOException {
    KeyOpening opening = KeyOpening.begin(options, hosts(), clock, random);
    hold(() -> opening.token().get().close());
    NetThreads threads = hold(NetThreads.start(Runtime.getRuntime().availableProcessors()));
    HealthStart health = hold(new HealthStart(options.settings().health(), threads, clock));
    var _ = threads.tlsEngineName().thenAccept(name -> LOG.info("TLS 1.3 by {}", name));
    HttpClient client = hold(HttpClient.open(threads, HttpLimits.DEFAULT));
    HttpFetch authorities =
        new HttpFetch(client, Optional.empty(), _ -> {}, OcspClient.CONNECT, OcspClient.ANSWER);
    NodeStart node = new NodeStart(options, clock);
    ConfigurationVersions store = hold(node.versions());
    ServerConfigurationStore.Saved saved = node.load(store);
    PublishedConfiguration configuration = new PublishedConfiguration(saved.configuration(), clock);
    LiveConfiguration live = new LiveConfiguration(store, configuration, saved);
    GlobalConfigurationClient globalClient = globalConfiguration(client, configuration);
    Supplier<GlobalConfiguration> global = () -> configuration.current().global();

    ServerKeys keys = opening.token().get();
    OcspStore ocsp = OcspStore.open(directory.ocsp());
    OcspClient asking = new OcspClient(authorities, options.settings().costs().ocsp());
    OcspRefresher refresher =
        hold(OcspRefresher.start(keys, ocsp, asking, global, clock, options.settings().signing()));
    configuration.onChange(_ -> refresher.look());
    SigningIdentities identities = new SigningIdentities(keys, ocsp);
    LogStart logging = new LogStart(options, clock, random, this::hold);
    TimestampAuthorities timestamps = logging.timestamps(authorities, configuration);
    JournalKeys logKeys = keys.logKeys(directory.logKeys());
    MessageLog log = logging.open(timestamps, logKeys);
    hold(QuietCollection.start(log.journal()::lastSequence));
    SecurityServerId id = configuration.current().server().id();
    TransparencyStart transparent = new TransparencyStart(options, id, clock, this::hold);
    Transparency transparency = transparent.start(log, timestamps, client, opening.log().get());
    configuration.onChange(current -> log.timestampEvery(current.global().timestampingInterval()));
    logging.archive(log, transparency);

    BatchSigner signer = hold(new BatchSigner(clock, options.settings().signing()));
    InternalTls internalTls = opening.internalTls().get();
    var certificates = new MonitoringStart.OwnCertificates(keys, internalTls::certificate);
    MetricsStart metrics = new MetricsStart(options.settings(), id, clock, this::hold);
    Monitoring monitoring =
        hold(new MonitoringStart(options, clock).start(configuration::current, certificates));
    ExchangeEnvironment environment =
        environment(
            configuration::valid,
            identities,
            new SignMessage(identities, signer, clock),
            log,
            metrics.exchanges().andThen(monitoring));
    Identity identity = new Identity(identities, global, clock);
    Outgoing outgoing =
        new Outgoing(
            client,
            identity::client,
            ocsp,
            options.ports().messages(),
            options.ports().ocsp(),
            options.settings().peers());
    ServiceChannels services = new ServiceChannels(client, internalTls::client);
    ServerPorts ports = options.ports();
    PartnerAddresses partners = hold(new PartnerAddresses());
    configuration.onChange(current -> partners.update(current.global()));
    listenToPartners(
        "ocsp", threads, ports.ocsp(), Optional::empty, partners, new OcspPort(ocsp, random));
    IdentityRenewal renewal = new IdentityRenewal(identity);
    renewal.renew();
    configuration.onChange(_ -> renewal.run());
    listenToPartners(
        "messages",
        threads,
        ports.messages(),
        () -> Optional.of(identity.server()),
        partners,
        ProviderLine.of(
            environment,
            options.settings().peers(),
            new HttpServiceCaller(services),
            metaservices(services::fetch, environment),
            new MonitoringServices(monitoring, random)));
    keys.onChange(refresher::look);
    keys.onChange(renewal);
    transparent.listen(transparency, threads, partners);
    listenToClients(threads, environment, outgoing, internalTls, globalClient);
    OwnPort own =
        OwnPort.secure(
            options.address(),
            ports.consumerHttps(),
            client,
            internalTls::client,
            internalTls::certificate);
    ManagementRequests management =
        new ManagementRequests(
            () -> {
              store.requireChangeable();
              return configuration.valid().global();
            },
            keys,
            identities,
            own,
            client,
            clock,
            random);
    Runnable reread =
        node.follow(
            live,
            configuration,
            new NodeStart.OwnKeys(keys, internalTls),
            () -> {
              refresher.look();
              renewal.run();
            },
            this::hold);
    metrics.watch(
        new MetricsStart.Subject(
            certificates,
            ocsp,
            configuration,
            globalClient,
            log,
            signer,
            timestamps,
            environment.spool(),
            connections));
    var looked =
        new HealthStart.Subject(
            identities,
            keys,
            configuration,
            store,
            timestamps,
            log::refusal,
            log.journal()::isWriting,
            MemoryUse::now);
    var told =
        new HealthStart.Told(
            options.settings().archives(),
            !logKeys.keys().isEmpty(),
            options.settings().monitoring().buffer() > 0);
    health.listen(looked, told, reread, metrics.handler());
    var registrations = new Registrations(management::send, live);
    var descriptions = new DescriptionChanges(services::fetch, options.settings().descriptions());
    if (options.settings().administration().enabled()) {
      NodeType type = options.settings().node().type();
      AdministeredServer administered =
          new AdministeredServer(
              configuration::current,
              globalClient::status,
              directory.anchor(),
              health.diagnostics(looked, told),
              type,
              new ApiTokenFile(directory.apiTokens(), type == NodeType.SECONDARY, clock),
              new ClientAdministration(
                  live, global, registrations, descriptions, identities, clock),
              new InternalIdentity(() -> internalTls, hosts(), clock, random));
      var _ = hold(AdministrationStart.begin(administered, options, threads, clock, random));
    }
    hold(health::stopping);
    KeyAdministration keyAdministration =
        new KeyAdministration(
            new Keyring(keys, ocsp, refresher::prove, directory.underPin(), internalTls::changePin),
            live,
            global,
            clock,
            random);
    hold(KeyWatch.start(keyAdministration, clock));
    return new Started(
        log,
        transparency,
        signer,
        management,
        registrations,
        live,
        internalTls,
        descriptions,
        keyAdministration);
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
      KeyAdministration keys) {}

  private Metaservices metaservices(DescriptionSource source, ExchangeEnvironment environment) {
    return new Metaservices(
        new Descriptions(source, environment.spool(), options.settings().descriptions()),
        environment.newId(),
        environment.random());
  }

  private void listenToClients(
      NetThreads threads,
      ExchangeEnvironment environment,
      Outgoing outgoing,
      InternalTls tls,
      GlobalConfigurationClient global) {
    Admission admission = new Admission(options.settings().consumers(), tls::certificate, clock);
    SealedDocuments seal = new SealedDocuments(options.settings().archives(), clock, random);
    ClientPort port =
        ClientPort.of(environment, outgoing, admission, seal, global::verificationArchive);
    ServerPorts ports = options.ports();
    HttpLimits limits = options.settings().clientPort();
    open(
        "consumer-http",
        HttpListener.open(threads, at(ports.consumerHttp()), Optional.empty(), limits, port));
    open(
        "consumer-https",
        HttpListener.openSecure(threads, at(ports.consumerHttps()), tls::server, limits, port));
    options
        .settings()
        .globalConfiguration()
        .diagnosticsPort()
        .ifPresent(asked -> listenToThisMachine(threads, asked, new DiagnosticsPort(global)));
  }

  /** What information systems reach this server by, as far as it can know. */
  private List<String> hosts() {
    InetAddress address = options.address();
    return address.isAnyLocalAddress() ? List.of() : List.of(address.getHostAddress());
  }

  /** Publishes the stored copy if it is still valid, otherwise waits for the first fetched one. */
  private GlobalConfigurationClient globalConfiguration(
      HttpClient http, PublishedConfiguration published) throws IOException {
    GlobalConfigurationSettings settings = options.settings().globalConfiguration();
    Duration connect = settings.connect();
    Duration answer = settings.answer();
    HttpFetch fetch = new HttpFetch(http, Optional.empty(), _ -> {}, connect, answer);
    GlobalConfigurationClient client =
        hold(
            GlobalConfigurationClient.open(
                ConfigurationAnchor.parse(Files.readAllBytes(directory.anchor())),
                directory.globalConfiguration(),
                new ConfigurationDownload(fetch, new WebDownload(connect, answer)),
                clock,
                random,
                published::publish,
                settings.federations()));
    if (!published.isValid()) {
      client.refresh();
    }
    client.start(settings.interval());
    return client;
  }

  private ExchangeEnvironment environment(
      Supplier<Configuration> configuration,
      SigningIdentities identities,
      SignMessage signMessage,
      MessageLog log,
      Consumer<ExchangeRecord> monitor)
      throws IOException {
    return new ExchangeEnvironment(
        configuration,
        identities,
        signMessage,
        log,
        BodySpool.open(directory.spool(), options.settings().bodies()),
        options.settings().messages(),
        () -> UUID.randomUUID().toString(),
        random,
        options.settings().faults(),
        monitor,
        clock);
  }

  private InetSocketAddress at(int port) {
    return new InetSocketAddress(options.address(), port);
  }

  private void listenToThisMachine(NetThreads threads, int port, HttpHandler handler) {
    hold(
        HttpListener.open(
            threads,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
            Optional.empty(),
            options.settings().clientPort(),
            handler));
  }

  private void listenToPartners(
      String name,
      NetThreads threads,
      int port,
      Supplier<Optional<TlsContext>> tls,
      PartnerAddresses partners,
      HttpHandler handler) {
    open(
        name,
        HttpListener.openForPartners(
            threads, at(port), tls, options.settings().serverPort(), partners, handler));
  }

  /** Keeps a port that messages or their partners come to, and counts its connections. */
  private void open(String name, HttpListener listener) {
    connections.put(name, hold(listener)::connections);
  }

  private <T extends AutoCloseable> T hold(T part) {
    parts.push(part);
    return part;
  }
}
