// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.cli.process.Asked;
import org.postroad.cli.process.Key;
import org.postroad.cli.process.Keys;
import org.postroad.cli.process.PinSource;
import org.postroad.protocol.transport.ProxyVersion;
import org.postroad.securityserver.SecurityServerOptions;
import org.postroad.securityserver.ServerPorts;
import org.postroad.securityserver.ServerSettings;
import org.postroad.securityserver.api.AdministrationSettings;
import org.postroad.securityserver.conf.AllowedFederations;
import org.postroad.securityserver.conf.CostSettings;
import org.postroad.securityserver.conf.GlobalConfigurationSettings;
import org.postroad.securityserver.conf.NodeSettings;
import org.postroad.securityserver.conf.NodeType;
import org.postroad.securityserver.consumer.ConsumerSettings;
import org.postroad.securityserver.exchange.BodyLimits;
import org.postroad.securityserver.exchange.MessageLimits;
import org.postroad.securityserver.exchange.PeerSettings;
import org.postroad.securityserver.health.HealthSettings;
import org.postroad.securityserver.monitoring.MonitoringSettings;
import org.postroad.securityserver.monitoring.TracingSettings;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.service.DescriptionLimits;
import org.postroad.securityserver.signer.SigningSettings;
import org.postroad.securityserver.witness.WitnessSettings;

/**
 * What a security server is started with, read from one YAML file. Where a key leads to a component
 * of {@link ServerSettings}, it has the component's name, written with dashes.
 *
 * @param keys every key there is, with its value
 */
public record ServerFile(
    Path directory,
    InetAddress address,
    ServerPorts ports,
    PinSource pin,
    ServerSettings settings,
    List<Key> keys) {

  /** What every variable that overrides a key begins with. */
  static final String VARIABLES = "POSTROAD_SERVER_";

  private static final InetAddress ANY = InetAddress.ofLiteral("0.0.0.0");

  public static ServerFile read(Path file, Map<String, String> environment) throws IOException {
    return parse(file, Asked.text(file), environment);
  }

  static ServerFile parse(Path file, String text, Map<String, String> environment) {
    Asked asked = Asked.of(file, text, environment, VARIABLES);
    Keys keys = asked.top();
    Path directory =
        keys.path("directory", "everything the server keeps; where the file is, if not given")
            .orElse(asked.resolve("."));
    InetAddress address =
        keys.single(
            "address",
            "address",
            "an IP address",
            ServerFile::address,
            ANY,
            ANY.getHostAddress(),
            "that all ports are opened on");
    ServerPorts ports = keys.section("ports", ServerFile::ports);
    PinSource pin = keys.section("pin", PinSource::read);
    ServerSettings settings = settings(keys);
    asked.refuseOthers();
    return new ServerFile(directory, address, ports, pin, settings, asked.keys());
  }

  /** The same for a directory elsewhere. */
  ServerFile in(Path other) {
    return new ServerFile(other, address, ports, pin, settings, keys);
  }

  SecurityServerOptions options(char[] secret) {
    return new SecurityServerOptions(directory, address, ports, secret, settings);
  }

  private static Optional<InetAddress> address(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static ServerPorts ports(Keys keys) {
    ServerPorts preset = ServerPorts.DEFAULT;
    return new ServerPorts(
        keys.port("consumer-http", preset.consumerHttp(), "information systems, without TLS"),
        keys.port("consumer-https", preset.consumerHttps(), "information systems, with TLS"),
        keys.port("messages", preset.messages(), "other security servers; one for an instance"),
        keys.port("ocsp", preset.ocsp(), "OCSP responses for others; one for an instance"),
        keys.port("transparency", preset.transparency(), "checkpoints and tiles of the log"));
  }

  private static ServerSettings settings(Keys keys) {
    ServerSettings preset = ServerSettings.DEFAULT;
    return new ServerSettings(
        keys.section("bodies", ServerFile::bodies),
        keys.section("messages", ServerFile::messages),
        keys.section("client-port", section -> port(section, HttpLimits.DEFAULT)),
        keys.section("server-port", section -> port(section, HttpLimits.AMONG_SERVERS)),
        keys.section("node", ServerFile::node),
        keys.section("health", ServerFile::health),
        keys.section("peers", ServerFile::peers),
        keys.section("log", LogKeys::read),
        keys.section("signing", ServerFile::signing),
        keys.word("faults", preset.faults(), "how fault codes are written"),
        keys.section("descriptions", ServerFile::descriptions),
        keys.section("consumers", ServerFile::consumers),
        keys.section("witnesses", ServerFile::witnesses),
        keys.section("archives", ArchiveKeys::read),
        keys.section("global-configuration", ServerFile::globalConfiguration),
        keys.section("costs", ServerFile::costs),
        keys.section("monitoring", ServerFile::monitoring),
        keys.section("tracing", ServerFile::tracing),
        keys.section("administration", ServerFile::administration),
        keys.section("acme", AcmeKeys::acme),
        keys.section("mail", AcmeKeys::mail));
  }

  private static TracingSettings tracing(Keys keys) {
    return new TracingSettings(keys.section("otlp", ServerFile::otlp));
  }

  private static TracingSettings.Otlp otlp(Keys keys) {
    return new TracingSettings.Otlp(
        keys.optional(
            "url",
            "URL",
            "an http or https URL",
            ServerFile::webAddress,
            "of a collector for spans, with its path; no spans if not given"),
        keys.time("answer", TracingSettings.DEFAULT.otlp().answer(), "until it has taken them"));
  }

  private static Optional<URI> webAddress(String text) {
    try {
      URI url = new URI(text);
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      return web && url.getHost() != null ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  private static AdministrationSettings administration(Keys keys) {
    AdministrationSettings preset = AdministrationSettings.DEFAULT;
    return new AdministrationSettings(
        keys.flag("enabled", preset.enabled(), "whether there is an administration API"),
        keys.single(
            "address",
            "address",
            "an IP address",
            ServerFile::address,
            preset.address(),
            preset.address().getHostAddress(),
            "that its port is opened on"),
        keys.port("port", preset.port(), "administrators"),
        keys.list("allowed-hostnames", "names callers may call the API by; any if none is given"),
        keys.flag(
            "tokens-from-anywhere",
            preset.tokensFromAnywhere(),
            "whether API tokens are administered from other machines too"));
  }

  private static MonitoringSettings monitoring(Keys keys) {
    MonitoringSettings preset = MonitoringSettings.DEFAULT;
    return new MonitoringSettings(
        keys.number("buffer", preset.buffer(), "records that wait to be written; 0 keeps none"),
        keys.time("keep", preset.keep(), "how long records of exchanges are kept"),
        keys.time("offset", preset.offset(), "how old a record is before it is given out"),
        keys.number("records", preset.records(), "most records of one answer"),
        keys.flag(
            "limit-remote-data",
            preset.limitRemoteData(),
            "whether all but the owner see only version, system and certificates"),
        keys.flag(
            "management-beans",
            preset.managementBeans(),
            "whether the health of services can be seen as management beans (JMX)"));
  }

  private static CostSettings costs(Keys keys) {
    CostSettings preset = CostSettings.DEFAULT;
    return new CostSettings(
        keys.word("ocsp", preset.ocsp(), "which OCSP responders are asked, by what they charge"),
        keys.word("timestamping", preset.timestamping(), "the same of time-stamping services"));
  }

  private static GlobalConfigurationSettings globalConfiguration(Keys keys) {
    GlobalConfigurationSettings preset = GlobalConfigurationSettings.DEFAULT;
    return new GlobalConfigurationSettings(
        keys.time("interval", preset.interval(), "between two refreshes"),
        keys.time("connect", preset.connect(), "to reach a registry"),
        keys.time("answer", preset.answer(), "for all of one answer"),
        AllowedFederations.of(
            keys.list(
                "allowed-federations",
                "partners of the instance that are followed: all, none or their names")),
        keys.optionalPort(
            "diagnostics-port",
            "on the loopback address, that tells how fetching goes; none if not given"));
  }

  private static BodyLimits bodies(Keys keys) {
    BodyLimits preset = BodyLimits.DEFAULT;
    return new BodyLimits(
        keys.smallSize("memory", preset.memory(), "of one body before it moves to a file"),
        keys.size("largest", preset.largest(), "body that is taken at all"),
        keys.size("spool", preset.spool(), "of all waiting bodies on disk"),
        keys.size("reserve", preset.reserve(), "of the disk that bodies leave free"));
  }

  private static MessageLimits messages(Keys keys) {
    MessageLimits preset = MessageLimits.DEFAULT;
    return new MessageLimits(
        keys.smallSize("envelope", preset.envelope(), "largest SOAP envelope"),
        keys.number("attachments", preset.attachments(), "most SOAP attachments of a message"),
        keys.time("envelope-time", preset.envelopeTime(), "until a SOAP envelope is there"));
  }

  private static HttpLimits port(Keys keys, HttpLimits preset) {
    return new HttpLimits(
        keys.smallSize("head-bytes", preset.headBytes(), "of a request line with all its fields"),
        keys.number("head-fields", preset.headFields(), "most header fields"),
        keys.number("connections", preset.connections(), "held at once"),
        keys.time("handshake", preset.handshake(), "for a TLS handshake"),
        keys.time("head", preset.head(), "for a request line with all its fields"),
        keys.time(
            "idle", preset.idle(), "of a connection between exchanges; 0 s ends it after each"),
        keys.time("body", preset.body(), "until the next bytes of a body"),
        keys.time("request", preset.request(), "for a whole request; 0 s for ever"),
        keys.time("write", preset.write(), "until a peer takes more bytes"),
        keys.time("drain", preset.drain(), "for exchanges under way when the server stops"));
  }

  private static NodeSettings node(Keys keys) {
    NodeType preset = NodeSettings.DEFAULT.type();
    return new NodeSettings(
        keys.single(
            "type",
            "standalone, primary, secondary",
            "one of standalone, primary (or master), secondary (or slave)",
            NodeType::parse,
            preset,
            preset.toString(),
            "what this process is among the nodes of one server"));
  }

  private static HealthSettings health(Keys keys) {
    HealthSettings preset = HealthSettings.DEFAULT;
    return new HealthSettings(
        keys.optionalPort("port", "where load balancers ask for the health; none if not given"),
        keys.single(
            "address",
            "address",
            "an IP address",
            ServerFile::address,
            preset.address(),
            preset.address().getHostAddress(),
            "that this port is opened on"),
        keys.flag("tokens", preset.tokens(), "hardware tokens have to be usable"),
        keys.optional(
            "memory-threshold",
            "number",
            "1 to 100",
            Keys::wholeNumber,
            "percent of the heap that may be in use; any if not given"),
        keys.flag("metrics", preset.metrics(), "whether this port tells metrics too"),
        keys.optionalPort(
            "local-port",
            "of the loopback address, to take the node out of service and for diagnostics;"
                + " none if not given"),
        keys.time(
            "backup-age", preset.backupAge(), "of the newest backup, before doctor warns of it"));
  }

  private static PeerSettings peers(Keys keys) {
    PeerSettings preset = PeerSettings.DEFAULT;
    return new PeerSettings(
        keys.time("connect", preset.connect(), "to reach another security server"),
        keys.time("read", preset.read(), "for the next bytes of its response; 0 s for ever"),
        keys.optional(
            "least-version",
            "version",
            "a version such as 7.4.0",
            ProxyVersion::parse,
            "of servers that call; any and none if not given"));
  }

  private static SigningSettings signing(Keys keys) {
    SigningSettings preset = SigningSettings.DEFAULT;
    return new SigningSettings(
        keys.time("patience", preset.patience(), "of a message that waits for its signature"),
        keys.number(
            "local-operations",
            preset.localOperations(),
            "half of the processors",
            "of one software key at once"),
        keys.number(
            "device-operations", preset.deviceOperations(), "of one key of a device at once"),
        keys.time(
            "ocsp-retry", preset.ocspRetry(), "until a missing OCSP response is tried again"));
  }

  private static DescriptionLimits descriptions(Keys keys) {
    DescriptionLimits preset = DescriptionLimits.DEFAULT;
    return new DescriptionLimits(
        keys.smallSize("most-bytes", preset.mostBytes(), "of one description of services"),
        keys.number("at-once", preset.atOnce(), "descriptions handled at the same time"),
        keys.time("patience", preset.patience(), "of a request that waits for its turn"));
  }

  private static ConsumerSettings consumers(Keys keys) {
    return new ConsumerSettings(
        keys.flag(
            "enforce-validity",
            ConsumerSettings.DEFAULT.enforceValidity(),
            "refuse certificates of information systems outside their dates"));
  }

  private static WitnessSettings witnesses(Keys keys) {
    WitnessSettings preset = WitnessSettings.DEFAULT;
    return new WitnessSettings(
        keys.time("answer", preset.answer(), "for one answer of a witness"),
        keys.time("first-retry", preset.firstRetry(), "after a failure, doubled after each more"),
        keys.time("last-retry", preset.lastRetry(), "the longest of these times"),
        keys.number(
            "connections", preset.connections(), "that the transparency port holds at once"));
  }
}
