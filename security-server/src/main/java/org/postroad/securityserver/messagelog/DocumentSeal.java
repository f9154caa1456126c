// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.postroad.protocol.identifier.ClientId;

/** Encrypts signed documents that are handed out, as archives of the same records are (E-039). */
@FunctionalInterface
public interface DocumentSeal {

  /** Nothing is encrypted. */
  DocumentSeal NONE = _ -> Optional.empty();

  /**
   * With what the documents of a client are encrypted; nothing where archives are not.
   *
   * @throws IOException when there is no key to encrypt them with
   */
  Optional<Sealing> of(ClientId client) throws IOException;

  /** Encrypts one file. */
  @FunctionalInterface
  interface Sealing {

    /** A stream whose end completes the file and leaves {@code file} open. */
    OutputStream open(OutputStream file) throws IOException;
  }
}
