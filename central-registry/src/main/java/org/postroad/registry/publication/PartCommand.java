// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import java.util.Base64;

/**
 * What can be done to the optional parts of the configuration. Accepted commands are kept for ever
 * and replayed in order, so a record once released keeps its meaning.
 */
public sealed interface PartCommand {
  String contentIdentifier();

  /**
   * Publishes a part, in place of the one before, unchanged in every version (A58).
   *
   * @param content base64 of the file
   */
  record UploadPart(String contentIdentifier, String fileName, String content)
      implements PartCommand {

    /** With the bytes of the file. */
    public static UploadPart of(String contentIdentifier, String fileName, byte[] file) {
      return new UploadPart(contentIdentifier, fileName, Base64.getEncoder().encodeToString(file));
    }
  }

  /** Publishes it no longer. */
  record RemovePart(String contentIdentifier) implements PartCommand {}
}
