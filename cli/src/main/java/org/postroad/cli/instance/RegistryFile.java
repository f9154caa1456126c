// SPDX-License-Identifier: MIT
package org.postroad.cli.instance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.cli.process.Asked;
import org.postroad.cli.process.Key;
import org.postroad.cli.process.Keys;
import org.postroad.cli.process.PinSource;
import org.postroad.protocol.token.KeyKind;
import org.postroad.registry.ProcessOptions;
import org.postroad.registry.PublicPorts;
import org.postroad.registry.RegistryOptions;
import org.postroad.registry.publication.RegistryNode;
import org.postroad.registry.store.JournalDatabase;

/**
 * What a registry is started with, read from one YAML file.
 *
 * @param keys every key there is, with its value
 */
record RegistryFile(
    Identity identity,
    InetAddress listen,
    Ports ports,
    PinSource pin,
    Published published,
    ManagementKeys management,
    CatalogueKeys catalogue,
    List<Key> keys) {

  /** What every variable that overrides a key begins with. */
  static final String VARIABLES = "POSTROAD_REGISTRY_";

  private static final InetAddress ANY = InetAddress.ofLiteral("0.0.0.0");

  /** Which registry of which instance, and where it keeps its things. */
  record Identity(
      String instance,
      Path directory,
      String node,
      Optional<String> address,
      JournalDatabase database) {}

  /** The ports that the whole address is opened on, and that of the administration. */
  record Ports(
      int configurationHttp,
      int configurationHttps,
      int registration,
      int services,
      int administration) {}

  /** What is signed and with which kind of key. */
  record Published(KeyKind keyKind, boolean federation, RegistryOptions.Policy policy) {}

  static RegistryFile read(Path file, Map<String, String> environment) throws IOException {
    return parse(file, Asked.text(file), environment);
  }

  static RegistryFile parse(Path file, String text, Map<String, String> environment) {
    Asked asked = Asked.of(file, text, environment, VARIABLES);
    Keys keys = asked.top();
    Identity identity = identity(keys, asked);
    InetAddress listen =
        address(keys, "listen", ANY, "that configuration and registration are served on");
    Ports ports = keys.section("ports", RegistryFile::ports);
    PinSource pin = keys.section("pin", PinSource::read);
    Published published = published(keys);
    ManagementKeys management = ManagementKeys.read(keys);
    CatalogueKeys catalogue = keys.section("catalogue", CatalogueKeys::read);
    asked.refuseOthers();
    return new RegistryFile(
        identity, listen, ports, pin, published, management, catalogue, asked.keys());
  }

  private static Identity identity(Keys keys, Asked asked) {
    return new Identity(
        keys.required("instance", "its identifier, the same for ever"),
        keys.path("directory", "everything the registry keeps; where the file is, if not given")
            .orElse(asked.resolve(".")),
        keys.single(
            "node",
            "text",
            "a name",
            Optional::of,
            RegistryNode.FIRST,
            RegistryNode.FIRST,
            "of this machine, where several publish for the instance"),
        keys.text(
            "address",
            "where servers reach it: host, with a port if it is not 80; as its administration says"
                + " if not given"),
        keys.section("database", RegistryFile::database));
  }

  private static JournalDatabase database(Keys keys) {
    Optional<String> url =
        keys.text(
            "url",
            "jdbc:postgresql://HOST:PORT/DATABASE that all nodes share; an embedded one if not"
                + " given");
    Optional<String> user = keys.text("user", "of that database");
    Optional<Path> password =
        keys.path("password-file", "with the password of that user alone, owner-only");
    if (url.isEmpty()) {
      if (user.isPresent() || password.isPresent()) {
        throw new IllegalArgumentException("user and password-file mean nothing without url");
      }
      return JournalDatabase.EMBEDDED;
    }
    return new JournalDatabase.Postgres(
        url.get(),
        user.orElseThrow(() -> new IllegalArgumentException("url needs user")),
        password);
  }

  static InetAddress address(Keys keys, String name, InetAddress preset, String meaning) {
    return keys.single(
        name,
        "address",
        "an IP address",
        RegistryFile::literal,
        preset,
        preset.getHostAddress(),
        meaning);
  }

  private static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Ports ports(Keys keys) {
    PublicPorts usual = PublicPorts.DEFAULT;
    return new Ports(
        keys.port("configuration-http", 80, "configuration, plain: all of it is signed"),
        keys.port("configuration-https", 443, "the same inside TLS"),
        keys.port(
            "registration", usual.registration(), "registration of authentication certificates"),
        keys.port("services", usual.services(), "management requests, from one server alone"),
        keys.port("administration", 4000, "the administration API"));
  }

  private static Published published(Keys keys) {
    RegistryOptions.Policy preset = RegistryOptions.Policy.DEFAULTS;
    return new Published(
        keys.word("signing-keys", KeyKind.RSA_2048, "kind of keys that sign, still to be made"),
        keys.flag("federation", true, "whether other instances can be trusted"),
        keys.section("publication", section -> policy(section, preset)));
  }

  private static RegistryOptions.Policy policy(Keys keys, RegistryOptions.Policy preset) {
    return new RegistryOptions.Policy(
        keys.time("interval", preset.publicationInterval(), "between two generations"),
        keys.time("expiry", preset.expiry(), "how long servers survive without the registry"),
        keys.time(
            "timestamping-interval",
            preset.timestampingInterval(),
            "how often servers stamp their logs"),
        keys.time(
            "ocsp-freshness", preset.ocspFreshness(), "how old an OCSP response may be at servers"),
        keys.text(
            "registration-url",
            "where servers register; the registration port of the address if not given"),
        Optional.empty());
  }

  InetSocketAddress administration() {
    return new InetSocketAddress(management.administration(), ports.administration());
  }

  /**
   * @param secret the PIN, owned by the caller
   */
  ProcessOptions options(char[] secret) throws IOException {
    var role =
        new RegistryOptions.Role(
            identity.node(),
            published.federation(),
            new PublicPorts(ports.registration(), ports.services()));
    var registry =
        new RegistryOptions(
            identity.instance(),
            identity.directory(),
            new InetSocketAddress(listen, ports.configurationHttp()),
            identity.address(),
            secret,
            published.keyKind(),
            published.policy(),
            role,
            identity.database());
    return new ProcessOptions(
        registry,
        new InetSocketAddress(listen, ports.configurationHttps()),
        management.options(new InetSocketAddress(listen, ports.registration()), ports.services()),
        catalogue.settings());
  }
}
