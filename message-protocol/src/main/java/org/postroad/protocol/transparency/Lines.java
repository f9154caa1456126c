// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads a text line by line up to the note at its end. */
final class Lines {
  private final String text;
  private int at;

  private Lines(String text) {
    this.text = text;
  }

  static Lines of(byte[] bytes) {
    if (bytes.length > SignedNote.LONGEST) {
      throw new Unproven("text of " + bytes.length + " bytes, at most " + SignedNote.LONGEST);
    }
    try {
      return new Lines(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw new Unproven("the text is not UTF-8", e);
    }
  }

  boolean startsWith(String prefix) {
    return text.startsWith(prefix, at);
  }

  String next() {
    int end = text.indexOf('\n', at);
    if (end < 0) {
      throw new Unproven("the text ends within a line");
    }
    String line = text.substring(at, end);
    at = end + 1;
    return line;
  }

  /** What follows a word and a blank on the next line. */
  String after(String word) {
    String line = next();
    if (!line.startsWith(word + " ")) {
      throw new Unproven("line '" + line + "', expected '" + word + " …'");
    }
    return line.substring(word.length() + 1);
  }

  /** Hashes, one on each line, up to an empty line. */
  List<TreeHash> hashes(int most) {
    List<TreeHash> hashes = new ArrayList<>();
    for (String line = next(); !line.isEmpty(); line = next()) {
      if (hashes.size() == most) {
        throw new Unproven("proof of more than " + most + " hashes");
      }
      hashes.add(TreeHash.parse(line));
    }
    return hashes;
  }

  SignedNote note() {
    return SignedNote.parse(text.substring(at));
  }

  static String print(List<TreeHash> hashes) {
    StringBuilder lines = new StringBuilder();
    hashes.forEach(hash -> lines.append(hash).append('\n'));
    return lines.append('\n').toString();
  }
}
