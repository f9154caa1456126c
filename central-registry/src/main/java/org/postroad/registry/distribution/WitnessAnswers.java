// SPDX-License-Identifier: MIT

package org.postroad.registry.distribution;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import org.postroad.protocol.transparency.CheckpointWitness;
import org.postroad.protocol.transparency.SignedNote;
import org.postroad.protocol.transparency.WitnessAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the registry's witness answers: {@code POST /add-checkpoint} cosigns, {@code GET /<origin
 * hash>/checkpoint} gives what was cosigned last of a log. Waits for the disk.
 */
final class WitnessAnswers implements Answers {
  private static final Logger LOG = LoggerFactory.getLogger(WitnessAnswers.class);
  private static final String CHECKPOINT = "/checkpoint";

  private final CheckpointWitness witness;

  WitnessAnswers(CheckpointWitness witness) {
    this.witness = witness;
  }

  @Override
  public boolean concern(RequestHead request) {
    return request.method().equals("POST") || originHash(request.path()).isPresent();
  }

  private static Optional<String> originHash(String path) {
    String hash =
        path.endsWith(CHECKPOINT) && path.length() > CHECKPOINT.length()
            ? path.substring(1, path.length() - CHECKPOINT.length())
            : "";
    return Optional.of(hash).filter(CheckpointWitness::isHash);
  }

  @Override
  public Answer answer(RequestHead request, byte[] posted, InetAddress caller) {
    try {
      if (request.method().equals("POST")) {
        WitnessAnswer answer = witness.add(posted);
        return answer(answer.status(), answer.contentType(), answer.body(), true);
      }
      Optional<SignedNote> latest = witness.latest(originHash(request.path()).orElse(""));
      byte[] note = latest.map(SignedNote::toByteArray).orElseGet(() -> new byte[0]);
      boolean withBody = request.method().equals("GET");
      return latest.isPresent()
          ? answer(200, WitnessAnswer.TEXT, note, withBody)
          : new Answer(ResponseHead.refusal(404), new byte[0]);
    } catch (IOException | RuntimeException failure) {
      LOG.error("the witness cannot read or keep what it has to", failure);
      return new Answer(ResponseHead.refusal(500), new byte[0]);
    }
  }

  private static Answer answer(int status, String type, byte[] body, boolean withBody) {
    return new Answer(
        new ResponseHead(status, body.length, true, type), withBody ? body : new byte[0]);
  }
}
