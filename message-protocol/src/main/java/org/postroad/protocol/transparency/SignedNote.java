// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A text with signatures (C2SP signed-note):
 *
 * <pre>
 * example.com/behind-the-sofa
 * 20852163
 * CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
 *
 * — example.com/behind-the-sofa Az3grlgtzPICa5OS8npV...
 * </pre>
 *
 * <p>The text says nothing until {@link #verify} found who signed it.
 *
 * @param text with its last line end, without the empty line behind it
 */
public record SignedNote(String text, List<NoteSignature> signatures) {
  static final int LONGEST = 1 << 20;
  private static final int MOST_SIGNATURES = 128;

  public SignedNote {
    signatures = List.copyOf(signatures);
    requirePlain(text);
    if (!text.endsWith("\n")) {
      throw new Unproven("the text of a note does not end with a line end");
    }
    if (signatures.isEmpty() || signatures.size() > MOST_SIGNATURES) {
      throw new Unproven(
          "note with " + signatures.size() + " signatures, expected 1 to " + MOST_SIGNATURES);
    }
  }

  private static void requirePlain(String text) {
    if (text.chars().anyMatch(c -> c < ' ' && c != '\n')) {
      throw new Unproven("the text of a note has a control character");
    }
  }

  /** A signature that was made by a known key, and the time that a witness gave. */
  public record Verified(NoteKey key, NoteSignature signature) {

    public Optional<Instant> time() {
      return switch (key.type()) {
        case NOTE -> Optional.empty();
        case COSIGNATURE -> Optional.of(Instant.ofEpochSecond(Cosignature.seconds(signature)));
      };
    }
  }

  /** Refuses every note that {@link #toByteArray} does not print. */
  public static SignedNote parse(byte[] note) {
    if (note.length > LONGEST) {
      throw new Unproven("note of " + note.length + " bytes, at most " + LONGEST);
    }
    try {
      return parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(note)).toString());
    } catch (CharacterCodingException e) {
      throw new Unproven("the note is not UTF-8", e);
    }
  }

  static SignedNote parse(String note) {
    int empty = note.lastIndexOf("\n\n");
    if (empty < 0) {
      throw new Unproven("note without an empty line before its signatures");
    }
    String text = note.substring(0, empty + 1);
    return new SignedNote(text, parseLines(note.substring(empty + 2)));
  }

  /** Signature lines, each with its line end. */
  static List<NoteSignature> parseLines(String lines) {
    requirePlain(lines);
    if (!lines.endsWith("\n")) {
      throw new Unproven("the last signature line does not end");
    }
    return Stream.of(lines.substring(0, lines.length() - 1).split("\n", -1))
        .map(NoteSignature::parse)
        .toList();
  }

  static String print(List<NoteSignature> signatures) {
    StringBuilder lines = new StringBuilder();
    signatures.forEach(signature -> lines.append(signature.line()).append('\n'));
    return lines.toString();
  }

  /** The same note with one more signature. */
  public SignedNote with(NoteSignature signature) {
    return new SignedNote(text, Stream.concat(signatures.stream(), Stream.of(signature)).toList());
  }

  /**
   * The signatures of known keys, all others ignored.
   *
   * @throws Unproven if one that names a known key is not of it, or if there is none
   */
  public List<Verified> verify(Collection<NoteKey> keys) {
    List<Verified> verified = new ArrayList<>();
    for (NoteSignature signature : signatures) {
      for (NoteKey key : keys) {
        if (key.named(signature)) {
          if (!key.verifies(text, signature)) {
            throw new Unproven("the signature in '" + signature + "' is not of this key and text");
          }
          verified.add(new Verified(key, signature));
        }
      }
    }
    if (verified.isEmpty()) {
      throw new Unproven(
          "no signature of a known key: signed by "
              + signatures.stream().map(NoteSignature::name).distinct().toList()
              + ", known are "
              + keys.stream().map(NoteKey::name).distinct().toList());
    }
    return List.copyOf(verified);
  }

  public byte[] toByteArray() {
    return toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return text + "\n" + print(signatures);
  }
}
