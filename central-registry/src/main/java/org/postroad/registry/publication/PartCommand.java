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

    /** With the bytes of the file; refused if they do not have the form of such a part (E48). */
    public static UploadPart of(String contentIdentifier, String fileName, byte[] file) {
      PartForm.require(contentIdentifier, file);
      return new UploadPart(contentIdentifier, fileName, Base64.getEncoder().encodeToString(file));
    }
  }

  /** Publishes it no longer. */
  record RemovePart(String contentIdentifier) implements PartCommand {}
}
