// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.postroad.securityserver.conf.AnchorFile;
import org.postroad.securityserver.conf.ConfigurationVersions;
import org.postroad.securityserver.conf.LiveConfiguration;
import org.postroad.securityserver.conf.NodeType;
import org.postroad.securityserver.conf.PrimaryConfiguration;
import org.postroad.securityserver.conf.PublishedConfiguration;
import org.postroad.securityserver.conf.SecondaryConfiguration;
import org.postroad.securityserver.conf.ServerConfigurationStore;
import org.postroad.securityserver.registration.RegistrationFollower;
import org.postroad.securityserver.signer.InternalTls;
import org.postroad.securityserver.signer.ServerKeys;

/** The part of the start in which the nodes of one security server differ (F01 to F03). */
final class NodeStart {
  private final NodeType node;
  private final ServerDirectory directory;
  private final Clock clock;

  /** What a node authenticates itself and its instance with. */
  record OwnTrust(ServerKeys keys, InternalTls tls, AnchorFile anchor) {}

  NodeStart(SecurityServerOptions options, Clock clock) {
    this.node = options.settings().node().type();
    this.directory = new ServerDirectory(options.directory());
    this.clock = clock;
  }

  /** Where this node has its configuration from. */
  ConfigurationVersions versions() {
    Path copy = directory.serverConfigurationCopy();
    return switch (node) {
      case STANDALONE -> ownVersions();
      case PRIMARY -> PrimaryConfiguration.of(ownVersions(), copy);
      case SECONDARY -> new SecondaryConfiguration(copy);
    };
  }

  private ServerConfigurationStore ownVersions() {
    return ServerConfigurationStore.open(directory.serverConfiguration(), clock);
  }

  ServerConfigurationStore.Saved load(ConfigurationVersions versions) {
    return versions
        .load()
        .orElseThrow(() ->
            new IllegalStateException(
                node == NodeType.SECONDARY
                    ? "Nothing was copied from the primary node to "
                        + directory.serverConfigurationCopy()
                    : "No server configuration in " + directory.serverConfiguration()));
  }

  /**
   * Begins to follow: the primary node, or else the global configuration.
   *
   * @param newKeys is run when keys were taken over
   * @return looks at once for what is stored
   */
  Runnable follow(
      LiveConfiguration live,
      PublishedConfiguration published,
      OwnTrust own,
      Runnable newKeys,
      Consumer<AutoCloseable> parts) {
    if (node == NodeType.SECONDARY) {
      NodeFollower follower =
          NodeFollower.start(
              List.of(
                  new NodeFollower.Followed("Anchor", own.anchor()::reread),
                  new NodeFollower.Followed("Server configuration", live::reread),
                  new NodeFollower.Followed("Keys", () -> reread(own.keys(), newKeys)),
                  new NodeFollower.Followed("Internal TLS certificate", own.tls()::reread)));
      parts.accept(follower);
      return follower;
    }
    parts.accept(
        RegistrationFollower.start(live, published, own.keys()::authenticationCertificates));
    return live::reread;
  }

  private static boolean reread(ServerKeys keys, Runnable newKeys) {
    boolean changed = keys.reread();
    if (changed) {
      newKeys.run();
    }
    return changed;
  }
}
