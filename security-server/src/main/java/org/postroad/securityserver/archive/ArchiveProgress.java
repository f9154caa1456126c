// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.securityserver.journal.JournalPosition;
import org.postroad.securityserver.journal.Sequences;

/**
 * The file {@code progress} beside the archives of a log: where in the journal their entries stand,
 * so that nobody has to look for them. A hint and no more.
 *
 * <pre>
 * postroad/archive-progress/v1
 * journal ID
 * read SEGMENT:OFFSET
 * resume SEGMENT:OFFSET
 * unreadable 17 20-22
 * archive SEGMENT:OFFSET
 * sha256 DIGEST
 * </pre>
 *
 * @param journal whose entries these are
 * @param read up to where the journal was read for entries
 * @param resume before this nothing is left to be archived
 * @param unreadable records that cannot be archived because they are damaged
 * @param archives where each archive's entry stands, in the order of the journal
 */
record ArchiveProgress(
    UUID journal,
    JournalPosition read,
    JournalPosition resume,
    Sequences unreadable,
    List<JournalPosition> archives) {
  static final String FILE = "progress";
  private static final String HEAD = "postroad/archive-progress/v1";

  ArchiveProgress {
    archives = List.copyOf(archives);
  }

  /** Refuses a text that is damaged, or of another journal. */
  static ArchiveProgress parse(String text, UUID journal) throws IOException {
    int end = text.lastIndexOf("sha256 ");
    String said = text.substring(0, Math.max(0, end));
    if (end < 0 || !text.substring(end).equals(check(said))) {
      throw new IOException("checksum differs");
    }
    List<String> lines = said.lines().toList();
    if (lines.size() < 5
        || !lines.get(0).equals(HEAD)
        || !lines.get(1).equals("journal " + journal)) {
      throw new IOException("it begins with " + lines.subList(0, Math.min(2, lines.size())));
    }
    List<JournalPosition> archives = new ArrayList<>();
    for (String line : lines.subList(5, lines.size())) {
      archives.add(position(line, "archive "));
    }
    return new ArchiveProgress(
        journal,
        position(lines.get(2), "read "),
        position(lines.get(3), "resume "),
        Sequences.parse(lines.get(4).substring("unreadable ".length())),
        archives);
  }

  private static String check(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return "sha256 " + DigestAlgorithm.SHA256.digest(bytes).hex() + "\n";
  }

  private static JournalPosition position(String line, String key) throws IOException {
    List<String> numbers = Arrays.asList(line.substring(key.length()).split(":", -1));
    if (!line.startsWith(key) || numbers.size() != 2) {
      throw new IOException("line '" + line + "'");
    }
    return new JournalPosition(
        Long.parseLong(numbers.getFirst()), Long.parseLong(numbers.getLast()));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(HEAD).append('\n');
    text.append("journal ").append(journal).append('\n');
    text.append("read ").append(read).append('\n');
    text.append("resume ").append(resume).append('\n');
    text.append("unreadable ").append(unreadable).append('\n');
    archives.forEach(position -> text.append("archive ").append(position).append('\n'));
    return text + check(text.toString());
  }
}
