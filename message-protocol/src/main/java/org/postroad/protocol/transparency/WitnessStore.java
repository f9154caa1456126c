// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Small files in which a witness keeps what it must never forget. What a call wrote survives the
 * end of the process and of the machine once the call has returned, and a call that fails or is
 * ended in its middle leaves either the former content or the new one. Only one witness at a time
 * has a store.
 */
public interface WitnessStore {

  /** The content of a file; nothing only if it was never written. */
  Optional<byte[]> read(String name) throws IOException;

  /** Puts a content in the place of whatever there was. */
  void write(String name, byte[] content) throws IOException;

  /** The names of all files. */
  List<String> names() throws IOException;
}
