// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.ConfigurationFiles;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.PrivateParameters;
import org.postroad.protocol.globalconf.SharedParameters;

/**
 * The global configuration as files and as what they say, always both together. Instances that the
 * own one does not name as partners, or which are not followed, are not in it (A102, A112).
 */
record HeldConfiguration(
    String ownInstance,
    AllowedFederations federations,
    StoredConfiguration stored,
    Optional<GlobalConfiguration> read) {
  private static final int MAX_PARTNERS = 200;

  static HeldConfiguration none(String ownInstance, AllowedFederations federations) {
    return new HeldConfiguration(
        ownInstance, federations, StoredConfiguration.EMPTY, Optional.empty());
  }

  /**
   * With these files in place of the present ones.
   *
   * @throws org.postroad.protocol.fault.Fault when those of the own instance cannot be read
   */
  HeldConfiguration with(StoredConfiguration next) {
    StoredConfiguration kept =
        next.with(ConfigurationFiles.INSTANCE_FILE, ownInstance.getBytes(StandardCharsets.UTF_8));
    GlobalConfiguration all = GlobalConfiguration.read(kept.files());
    List<String> wanted = partners(all).stream().map(ConfigurationAnchor::instance).toList();
    List<String> unwanted =
        all.instances().stream()
            .filter(instance -> !instance.equals(ownInstance) && !wanted.contains(instance))
            .toList();
    if (unwanted.isEmpty()) {
      return new HeldConfiguration(ownInstance, federations, kept, Optional.of(all));
    }
    for (String instance : unwanted) {
      kept = kept.without(instance);
    }
    return new HeldConfiguration(
        ownInstance, federations, kept, Optional.of(GlobalConfiguration.read(kept.files())));
  }

  Optional<SharedParameters> parameters(String instance) {
    return read.flatMap(all -> all.parameters(instance));
  }

  /** The anchors of the partners that the own instance vouches for and that are followed. */
  List<ConfigurationAnchor> partners() {
    return read.map(this::partners).orElse(List.of());
  }

  private List<ConfigurationAnchor> partners(GlobalConfiguration all) {
    Map<String, ConfigurationAnchor> byInstance = new HashMap<>();
    for (ConfigurationAnchor partner :
        all.privateParameters().map(PrivateParameters::federatedInstances).orElse(List.of())) {
      boolean followed =
          !partner.instance().equals(ownInstance) && federations.allows(partner.instance());
      if (followed && byInstance.size() < MAX_PARTNERS) {
        byInstance.putIfAbsent(partner.instance(), partner);
      }
    }
    return List.copyOf(byInstance.values());
  }
}
