// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.nio.file.Path;
import java.util.Map;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.registry.publication.PartCommand.RemovePart;
import org.postroad.registry.publication.PartCommand.UploadPart;
import org.postroad.registry.publication.PartDeclarations;
import org.postroad.registry.store.Change;

/** Optional parts of the configuration, which people upload; only declared ones (A58). */
record ChangeParts(AcceptChange acceptChange, Path declarations) {

  /** The digest by which the upload is named in the audit log. */
  Digest upload(String contentIdentifier, byte[] content, Author author) {
    String fileName = PartDeclarations.read(declarations).fileName(contentIdentifier);
    acceptChange.apply(
        new Change.OfParts(UploadPart.of(contentIdentifier, fileName, content)), author);
    return DigestAlgorithm.SHA224.digest(content);
  }

  Map<String, String> declared() {
    return PartDeclarations.read(declarations).fileNames();
  }

  void remove(String contentIdentifier, Author author) {
    acceptChange.apply(new Change.OfParts(new RemovePart(contentIdentifier)), author);
  }
}
