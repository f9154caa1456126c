// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a witness answers over HTTP, and the log reads (C2SP tlog-witness, <i>add-checkpoint</i>).
 */
public sealed interface WitnessAnswer {
  String SIZE = "text/x.tlog.size";
  String TEXT = "text/plain; charset=utf-8";

  int status();

  String contentType();

  byte[] body();

  /** Lines with cosignatures; those of unknown keys are to be ignored. */
  record Cosigned(List<NoteSignature> signatures) implements WitnessAnswer {
    public Cosigned {
      signatures = List.copyOf(signatures);
      if (signatures.isEmpty()) {
        throw new Unproven("an answer of a witness without any cosignature");
      }
    }

    @Override
    public int status() {
      return 200;
    }

    @Override
    public String contentType() {
      return TEXT;
    }

    @Override
    public byte[] body() {
      return SignedNote.print(signatures).getBytes(StandardCharsets.UTF_8);
    }
  }

  /** The size that was cosigned last, from which a proof has to begin. */
  record Conflict(long latestSize) implements WitnessAnswer {
    @Override
    public int status() {
      return 409;
    }

    @Override
    public String contentType() {
      return SIZE;
    }

    @Override
    public byte[] body() {
      return (latestSize + "\n").getBytes(StandardCharsets.US_ASCII);
    }
  }

  /** Any other status, with a text for people. */
  record Refused(int status, String reason) implements WitnessAnswer {
    @Override
    public String contentType() {
      return TEXT;
    }

    @Override
    public byte[] body() {
      return (reason + "\n").getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Reads an answer; a conflict or success of another form is refused. */
  static WitnessAnswer parse(int status, String contentType, byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    if (status == 200) {
      return new Cosigned(SignedNote.parseLines(text));
    }
    if (status == 409 && contentType.equals(SIZE)) {
      if (!text.endsWith("\n")) {
        throw new Unproven("the size in the answer of a witness does not end with a line end");
      }
      return new Conflict(Strict.decimal(text.substring(0, text.length() - 1)));
    }
    return new Refused(status, text.strip());
  }

  /**
   * The answer to what is refused; what is accepted is answered with {@link Cosigned}, once it is
   * stored.
   */
  static WitnessAnswer of(WitnessDecision decision) {
    return switch (decision) {
      case WitnessDecision.Accepted _ ->
          throw new IllegalArgumentException("an accepted checkpoint is cosigned first");
      case WitnessDecision.UnknownOrigin(String origin) ->
          new Refused(decision.status(), "unknown log " + origin);
      case WitnessDecision.BadSignature(String reason) -> new Refused(decision.status(), reason);
      case WitnessDecision.BadRequest(String reason) -> new Refused(decision.status(), reason);
      case WitnessDecision.BadProof(String reason) -> new Refused(decision.status(), reason);
      case WitnessDecision.Stale(long size) -> new Conflict(size);
      case WitnessDecision.Shrunken shrunken -> contradiction(shrunken, shrunken.latestSize());
      case WitnessDecision.Forked forked -> contradiction(forked, forked.latestSize());
      case WitnessDecision.Inconsistent inconsistent ->
          new Refused(decision.status(), inconsistent.reason());
    };
  }

  private static WitnessAnswer contradiction(WitnessDecision decision, long latestSize) {
    return decision.status() == 409
        ? new Conflict(latestSize)
        : new Refused(decision.status(), "the latest checkpoint has " + latestSize + " leaves");
  }
}
