// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.postroad.protocol.globalconf.ConfigurationFiles;
import org.postroad.protocol.globalconf.Generation;

/**
 * The global configuration as files by their names below the configuration folder (A100), and how
 * new each instance in it is. Immutable; contents are never written to.
 */
record StoredConfiguration(Map<String, byte[]> files, Map<String, Generation> generations) {
  static final StoredConfiguration EMPTY = new StoredConfiguration(Map.of(), Map.of());

  StoredConfiguration {
    files = Map.copyOf(files);
    generations = Map.copyOf(generations);
  }

  /** The files of one instance by their names in its folder. */
  Map<String, byte[]> filesOf(String instance) {
    String folder = ConfigurationFiles.folder(instance) + "/";
    Map<String, byte[]> found = new TreeMap<>();
    files.forEach((name, content) -> {
      if (name.startsWith(folder)) {
        found.put(name.substring(folder.length()), content);
      }
    });
    return found;
  }

  Optional<Generation> generation(String instance) {
    return Optional.ofNullable(generations.get(instance));
  }

  /** With these files in place of all that an instance had. */
  StoredConfiguration with(String instance, InstanceFetch.Fetched fetched) {
    StoredConfiguration rest = without(instance);
    Map<String, byte[]> all = new HashMap<>(rest.files);
    String folder = ConfigurationFiles.folder(instance) + "/";
    fetched.files().forEach((name, content) -> all.put(folder + name, content));
    Map<String, Generation> newest = new HashMap<>(rest.generations);
    newest.put(instance, fetched.generation());
    return new StoredConfiguration(all, newest);
  }

  StoredConfiguration with(String file, byte[] content) {
    Map<String, byte[]> all = new HashMap<>(files);
    all.put(file, content);
    return new StoredConfiguration(all, generations);
  }

  StoredConfiguration without(String instance) {
    String folder = ConfigurationFiles.folder(instance) + "/";
    Map<String, byte[]> rest = new HashMap<>(files);
    rest.keySet().removeIf(name -> name.startsWith(folder));
    Map<String, Generation> others = new HashMap<>(generations);
    others.remove(instance);
    return new StoredConfiguration(rest, others);
  }
}
