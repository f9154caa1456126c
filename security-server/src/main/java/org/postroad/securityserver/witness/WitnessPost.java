// SPDX-License-Identifier: MIT
package org.postroad.securityserver.witness;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.transparency.AddCheckpoint;
import org.postroad.protocol.transparency.CheckpointWitness;
import org.postroad.protocol.transparency.SignedNote;
import org.postroad.protocol.transparency.Unproven;
import org.postroad.protocol.transparency.WitnessAnswer;
import org.postroad.securityserver.net.HttpFetch;

/**
 * Talks to one witness. Whoever answers is believed for what the witness's key signed and for
 * nothing else, so no certificate is asked for on the way.
 */
final class WitnessPost {
  private static final int MOST_BYTES = 1 << 16;
  private static final int MOST_NOTE_BYTES = 1 << 17;

  private final HttpFetch fetch;
  private final URI prefix;

  WitnessPost(HttpFetch fetch, String url) {
    this.fetch = fetch;
    this.prefix = URI.create(url.endsWith("/") ? url : url + "/");
  }

  WitnessAnswer add(AddCheckpoint request) throws IOException {
    URI uri = prefix.resolve("add-checkpoint");
    try {
      HttpFetch.Fetched answer =
          fetch.post(uri, WitnessAnswer.TEXT, request.toByteArray(), MOST_BYTES);
      String type = answer.headers().first("Content-Type").orElse("");
      return WitnessAnswer.parse(answer.status(), type, answer.body());
    } catch (Fault | Unproven | IllegalArgumentException e) {
      throw new IOException(uri + ": " + e.getMessage(), e);
    }
  }

  /** The checkpoint of a log that the witness says it cosigned last; to be verified. */
  Optional<SignedNote> latest(String origin) throws IOException {
    URI uri = prefix.resolve(CheckpointWitness.hash(origin) + "/checkpoint");
    try {
      HttpFetch.Fetched answer = fetch.get(uri, MOST_NOTE_BYTES);
      return answer.status() == 200
          ? Optional.of(SignedNote.parse(answer.body()))
          : Optional.empty();
    } catch (Fault | Unproven | IllegalArgumentException e) {
      throw new IOException(uri + ": " + e.getMessage(), e);
    }
  }
}
