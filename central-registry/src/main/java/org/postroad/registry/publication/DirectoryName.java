// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

/** Which of the directories of a generation. */
public record DirectoryName(ConfigurationSource source, int version) {
  /** The place among the published files: {@code V6/internalconf}. */
  String file() {
    return "V" + version + "/" + source.directoryName();
  }
}
