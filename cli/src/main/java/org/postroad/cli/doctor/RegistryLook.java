// SPDX-License-Identifier: MIT
package org.postroad.cli.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.globalconf.AnchorCheck;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.securityserver.ServerDirectory;
import org.postroad.securityserver.conf.GlobalConfigurationSettings;
import org.postroad.securityserver.conf.StoredGlobalConfiguration;

/** The anchor, the copy of the global configuration, and the registry both come from. */
final class RegistryLook {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;
  private static final String ANCHOR = "anchor";
  private static final String REGISTRY = "registry";
  private static final String COPY = "global configuration";
  private static final String ALL_REFUSED = "once the copy has expired every message is refused";
  private static final String NEW_ANCHOR =
      "fetch the anchor of today, then postroad registry anchor FILE --server ";

  private final World world;
  private final ServerDirectory directory;
  private final Path root;
  private final List<Finding> findings = new ArrayList<>();
  private Optional<String> source = Optional.empty();

  /** Looks at nothing yet. */
  RegistryLook(World world, Path root) {
    this.world = world;
    this.root = root;
    this.directory = new ServerDirectory(root);
  }

  /** Where the configuration is fetched from, as far as an anchor says. */
  Optional<String> source() {
    return source;
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** The copy, expired or not; nothing if there is none that can be used. */
  Optional<GlobalConfiguration> look() throws IOException {
    Path file = directory.anchor();
    if (!Files.exists(file)) {
      findings.add(
          Finding.failed(
              ANCHOR,
              "there is no " + file,
              "the server does not start",
              Finding.HERE,
              NEW_ANCHOR + root));
      return Optional.empty();
    }
    byte[] bytes = Files.readAllBytes(file);
    ConfigurationAnchor anchor;
    try {
      anchor = ConfigurationAnchor.parse(bytes);
    } catch (Fault malformed) {
      findings.add(
          Finding.failed(
              ANCHOR,
              file + " is no anchor: " + malformed.text(),
              "the server does not start",
              Finding.HERE,
              NEW_ANCHOR + root));
      return Optional.empty();
    }
    source = Optional.of(anchor.sources().getFirst().downloadUrl());
    String made = anchor.generatedAt().map(time -> ", made " + time).orElse("");
    findings.add(Finding.good(ANCHOR, "of " + anchor.instance() + made));
    findings.add(registry(bytes, anchor));
    return copy(anchor);
  }

  private Finding registry(byte[] file, ConfigurationAnchor anchor) {
    AnchorCheck.Result result =
        new AnchorCheck(AnchorCheck.Use.INTERNAL, world.fetch(), world.clock().instant())
            .judge(file, Optional.empty());
    String text = result.text();
    return switch (result.verdict()) {
      case GOOD -> Finding.good(REGISTRY, "answers, and its configuration is good");
      case NOT_DOWNLOADED ->
          Finding.failed(
              REGISTRY,
              "cannot be reached: " + reason(anchor).orElse(text),
              ALL_REFUSED,
              Finding.NETWORK + ", or " + Finding.REGISTRY,
              "curl -v " + anchor.sources().getFirst().downloadUrl());
      case EXPIRED ->
          Finding.failed(
              REGISTRY,
              "gives an expired configuration, or the clock of this machine is wrong: " + text,
              ALL_REFUSED,
              Finding.REGISTRY + ", or " + Finding.HERE,
              "timedatectl, then ask the operator of the registry");
      case NOT_VERIFIED ->
          Finding.failed(
              REGISTRY,
              "its configuration is not signed by a key of the anchor: " + text,
              ALL_REFUSED,
              Finding.HERE,
              NEW_ANCHOR + root);
      case MISSING, MALFORMED, NOT_EXTERNAL, NO_PRIVATE_PARAMETERS, UNUSABLE, OTHER_INSTANCE ->
          Finding.failed(
              REGISTRY,
              "its configuration is of no use: " + text,
              ALL_REFUSED,
              Finding.HERE + ", or " + Finding.REGISTRY,
              NEW_ANCHOR + root);
    };
  }

  /** Whether it is the name or the way, if it is one of them. */
  private Optional<String> reason(ConfigurationAnchor anchor) {
    try {
      URI url = new URI(anchor.sources().getFirst().downloadUrl());
      String host = Optional.ofNullable(url.getHost()).orElse("");
      int usual = "https".equals(url.getScheme()) ? HTTPS : HTTP;
      int port = url.getPort() < 0 ? usual : url.getPort();
      try {
        world.connect().to(host, port);
        return Optional.empty();
      } catch (UnknownHostException _) {
        return Optional.of("the name " + host + " has no address");
      } catch (IOException e) {
        return Optional.of(host + ":" + port + " does not answer: " + e.getMessage());
      }
    } catch (URISyntaxException e) {
      return Optional.of("the address in the anchor is none: " + e.getMessage());
    }
  }

  private Optional<GlobalConfiguration> copy(ConfigurationAnchor anchor) throws IOException {
    Optional<GlobalConfiguration> found =
        StoredGlobalConfiguration.read(
            directory.globalConfiguration(),
            anchor,
            GlobalConfigurationSettings.DEFAULT.federations());
    findings.add(
        found
            .map(this::judge)
            .orElseGet(
                () -> Finding.unknown(COPY, "there is no copy of it that belongs to this anchor")));
    return found;
  }

  private Finding judge(GlobalConfiguration global) {
    return global.isValidAt(world.clock().instant())
        ? Finding.good(COPY, "the copy is valid until " + global.expires())
        : Finding.failed(
            COPY,
            "the copy has expired at " + global.expires(),
            "every message is refused with global_conf_outdated",
            Finding.HERE + ", or its way to " + Finding.REGISTRY,
            "start the server, which fetches it every minute, and look again");
  }
}
