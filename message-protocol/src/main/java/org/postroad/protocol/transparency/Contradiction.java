// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.algorithm.DigestAlgorithm;

/**
 * Two checkpoints that one log signed and that do not fit together, kept as a file of JSON so that
 * {@code jq -r .cosigned} and {@code jq -r .offered} give the notes back to the byte:
 *
 * <pre>
 * {"kind":"forked","origin":"example.com/log","found":"2026-11-21T10:00:00Z",
 *  "reason":"…","cosigned":"example.com/log\n9\n…","offered":"example.com/log\n9\n…",
 *  "request":"old 9\n…"}
 * </pre>
 *
 * @param cosigned what the witness had cosigned before
 * @param request the whole request with the checkpoint that was refused
 */
public record Contradiction(
    Kind kind,
    String origin,
    Instant found,
    String reason,
    SignedNote cosigned,
    AddCheckpoint request) {
  private static final String EVIDENCE = "evidence-";

  /** How two checkpoints contradict each other. */
  public enum Kind {
    /** Two roots for one size. Nothing explains it but two histories. */
    FORKED("forked"),
    /** Less than was signed before: leaves were taken away, or an old checkpoint came late. */
    SHRUNKEN("shrunken"),
    /** No proof leads from the one to the other: two histories, or a wrong proof. */
    UNPROVEN("unproven");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /** What a decision says about the log, if it says anything against it. */
  static Optional<Contradiction> of(
      WitnessDecision decision, AddCheckpoint request, Instant found) {
    return switch (decision) {
      case WitnessDecision.Forked(_, SignedNote latest, _, _) ->
          Optional.of(of(Kind.FORKED, "two roots for one size", latest, request, found));
      case WitnessDecision.Shrunken(_, SignedNote latest, _, long size) ->
          Optional.of(
              of(Kind.SHRUNKEN, "smaller than the " + size + " before", latest, request, found));
      case WitnessDecision.Inconsistent(SignedNote latest, _, String reason) ->
          Optional.of(of(Kind.UNPROVEN, reason, latest, request, found));
      case WitnessDecision.Accepted _,
          WitnessDecision.UnknownOrigin _,
          WitnessDecision.BadSignature _,
          WitnessDecision.BadRequest _,
          WitnessDecision.BadProof _,
          WitnessDecision.Stale _ ->
          Optional.empty();
    };
  }

  private static Contradiction of(
      Kind kind, String reason, SignedNote latest, AddCheckpoint request, Instant found) {
    return new Contradiction(kind, request.claimed().origin(), found, reason, latest, request);
  }

  /** The same for the same two checkpoints, so that one that comes again is not kept again. */
  String name() {
    byte[] both = (cosigned.text() + request.note().text()).getBytes(StandardCharsets.UTF_8);
    String digest = DigestAlgorithm.SHA256.digest(both).hex().substring(0, 32);
    return prefix(kind, origin) + digest + ".json";
  }

  /** How the names of all of one kind about one log begin. */
  static String prefix(Kind kind, String origin) {
    return EVIDENCE + kind + "-" + CheckpointWitness.hash(origin) + "-";
  }

  static boolean isName(String name) {
    return name.startsWith(EVIDENCE);
  }

  /** The kind that the name of a kept file says, nothing for any other file. */
  public static Optional<Kind> kindOf(String name) {
    return Arrays.stream(Kind.values())
        .filter(kind -> name.startsWith(EVIDENCE + kind + "-"))
        .findFirst();
  }

  /** Whether the name of a kept file says that it is about this log. */
  public static boolean isAbout(String origin, String name) {
    return kindOf(name).filter(kind -> name.startsWith(prefix(kind, origin))).isPresent();
  }

  /** The file. */
  public byte[] toJson() {
    List<String> members =
        List.of(
            member("kind", kind.toString()),
            member("origin", origin),
            member("found", found.toString()),
            member("reason", reason),
            member("cosigned", cosigned.toString()),
            member("offered", request.note().toString()),
            member("request", new String(request.toByteArray(), StandardCharsets.UTF_8)));
    return ("{" + String.join(",\n ", members) + "}\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String member(String name, String value) {
    StringBuilder text = new StringBuilder("\"").append(name).append("\":\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> text.append('\\').append(c);
        case '\n' -> text.append("\\n");
        default -> {
          if (c < ' ') {
            text.append("\\u%04x".formatted((int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    return text.append('"').toString();
  }

  @Override
  public String toString() {
    Checkpoint before = Checkpoint.parse(cosigned.text());
    Checkpoint offered = request.claimed();
    return "%s log %s: %s (cosigned %d %s, offered %d %s)"
        .formatted(
            kind, origin, reason, before.size(), before.root(), offered.size(), offered.root());
  }
}
