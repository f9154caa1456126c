// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One signature line of a note (C2SP signed-note, <i>Signatures</i>):
 *
 * <pre>
 * — &lt;key name&gt; base64(32-bit key id ‖ signature)
 * </pre>
 *
 * @param value not to be written to
 */
public record NoteSignature(String name, int keyId, byte[] value) {
  private static final String DASH = "\u2014";

  public NoteSignature {
    requireName(name);
  }

  /** A key name is not empty and has neither spaces nor plus signs. */
  static void requireName(String name) {
    boolean plain = name.codePoints().noneMatch(NoteSignature::isForbidden);
    if (name.isEmpty() || !plain) {
      throw new Unproven("key name '" + name + "', expected one without spaces and '+'");
    }
  }

  private static boolean isForbidden(int c) {
    return c == '+'
        || c == 0x85
        || c < ' '
        || Character.isWhitespace(c)
        || Character.isSpaceChar(c);
  }

  /** A line without its line end. */
  static NoteSignature parse(String line) {
    List<String> parts = List.of(line.split(" ", -1));
    if (parts.size() != 3 || !parts.getFirst().equals(DASH)) {
      throw new Unproven("'" + line + "' is not a signature line");
    }
    byte[] bytes = Strict.base64(parts.get(2));
    if (bytes.length <= Integer.BYTES) {
      throw new Unproven("'" + line + "' has no signature behind its key id");
    }
    return new NoteSignature(
        parts.get(1),
        ByteBuffer.wrap(bytes).getInt(),
        Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length));
  }

  /** The line without its line end. */
  public String line() {
    byte[] bytes =
        ByteBuffer.allocate(Integer.BYTES + value.length).putInt(keyId).put(value).array();
    return DASH + " " + name + " " + Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NoteSignature signature && line().equals(signature.line());
  }

  @Override
  public int hashCode() {
    return line().hashCode();
  }

  @Override
  public String toString() {
    return line();
  }
}
