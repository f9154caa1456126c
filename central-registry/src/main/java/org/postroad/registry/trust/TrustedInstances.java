// SPDX-License-Identifier: MIT

package org.postroad.registry.trust;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.ConfigurationAnchor;

/**
 * Instances that members may exchange messages with: the anchors of partners, one for each (A72). A
 * newer anchor takes the place of an older one (A10).
 */
final class TrustedInstances {
  private static final int LONGEST_NAME = 255;
  private static final int MOST = 200;

  private final Map<String, ConfigurationAnchor> anchors = new LinkedHashMap<>();

  void checkTrust(ConfigurationAnchor anchor) {
    String instance = anchor.instance();
    if (instance.isBlank() || instance.length() > LONGEST_NAME) {
      throw refused("An instance has a name of 1 to " + LONGEST_NAME + " characters");
    }
    if (!anchors.containsKey(instance) && anchors.size() >= MOST) {
      throw refused("There are " + MOST + " trusted instances, no more are followed");
    }
    if (anchor.sources().stream().noneMatch(s -> s.downloadUrl().startsWith("http://"))) {
      throw refused("The anchor of " + instance + " has no plain http address, servers need one");
    }
  }

  void checkDistrust(String instance) {
    if (!anchors.containsKey(instance)) {
      throw new Fault(FaultCode.NOT_FOUND, "No trusted instance is named '" + instance + "'");
    }
  }

  void trust(ConfigurationAnchor anchor) {
    anchors.put(anchor.instance(), anchor);
  }

  void distrust(String instance) {
    anchors.remove(instance);
  }

  List<ConfigurationAnchor> snapshot() {
    return List.copyOf(anchors.values());
  }

  private static Fault refused(String text) {
    return new Fault(FaultCode.INVALID_REQUEST, text);
  }
}
