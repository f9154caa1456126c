// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.securityserver.journal.EntryBody;
import org.postroad.securityserver.journal.EntryContent;
import org.postroad.securityserver.journal.EntryType;
import org.postroad.securityserver.journal.Sequences;

/**
 * The body of a journal entry of type {@link EntryType#ARCHIVE}: from here on an archive counts. It
 * was durable and had been read back before.
 *
 * <pre>
 * postroad/archive/v1
 * group TEST/GOV/1234
 * archive mlog-TEST_GOV_1234-20261121100000-20261121155959-0123456789abcdef.zip.gpg
 * sha512 DIGEST
 * bytes 33554481
 * proofs mlog-TEST_GOV_1234-20261121100000-20261121155959-0123456789abcdef-proofs.zip.gpg
 * sha512 DIGEST
 * bytes 184467
 * previous mlog-TEST_GOV_1234-20261121040000-20261121095959-fedcba9876543210.zip.gpg
 * chain SHA-512 DIGEST
 * records 1-5000 5003
 * </pre>
 *
 * <p>Each line ends with LF. {@code group}, {@code previous} and the three lines of the proofs are
 * left out where there is nothing to say. The digests of the files are over their bytes as they lie
 * on disk; {@code chain} is the last digest of the archive's {@link LinkingInfo}. In a group the
 * bytes of control characters and {@code %} are written as {@code %XX}.
 */
public record ArchiveEntry(
    Optional<String> group,
    ArchivedFile archive,
    Optional<ArchivedFile> proofs,
    Optional<String> previous,
    DigestAlgorithm algorithm,
    String chain,
    Sequences records) {

  private static final String HEAD = "postroad/archive/v1";

  /** A file as it lay on disk when it was read back. */
  public record ArchivedFile(String name, Digest digest, long bytes) {}

  /** Where the chain of the group stands with this archive. */
  public LinkingInfo.ChainEnd chainEnd() {
    return new LinkingInfo.ChainEnd(chain, archive.name());
  }

  EntryContent content() {
    return EntryContent.of(EntryType.ARCHIVE, toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Refuses every body that {@link #content} does not make. */
  public static ArchiveEntry parse(EntryBody body) throws IOException {
    String text = text(body.bytes(0, Math.toIntExact(body.length())));
    Reader in = new Reader(text);
    in.line(HEAD);
    ArchiveEntry entry =
        new ArchiveEntry(
            in.has("group") ? Optional.of(plain(in.value("group"))) : Optional.empty(),
            in.file("archive"),
            in.has("proofs") ? Optional.of(in.file("proofs")) : Optional.empty(),
            in.has("previous") ? Optional.of(in.value("previous")) : Optional.empty(),
            in.algorithm(),
            in.value("chain " + in.algorithm().jcaName()),
            Sequences.parse(in.value("records")));
    if (!entry.toString().equals(text)) {
      throw new IOException("archive entry of " + text.length() + " characters in another form");
    }
    return entry;
  }

  private static String text(byte[] bytes) throws IOException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException("archive entry is not UTF-8", e);
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(HEAD).append('\n');
    group.ifPresent(name -> text.append("group ").append(escaped(name)).append('\n'));
    print("archive", archive, text);
    proofs.ifPresent(file -> print("proofs", file, text));
    previous.ifPresent(name -> text.append("previous ").append(name).append('\n'));
    text.append("chain ").append(algorithm.jcaName()).append(' ').append(chain).append('\n');
    return text.append("records ").append(records).append('\n').toString();
  }

  private static void print(String key, ArchivedFile file, StringBuilder text) {
    text.append(key).append(' ').append(file.name()).append('\n');
    text.append("sha512 ").append(file.digest().hex()).append('\n');
    text.append("bytes ").append(file.bytes()).append('\n');
  }

  private static String escaped(String group) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < group.length(); i++) {
      char c = group.charAt(i);
      if (c < ' ' || c == '%' || c == 0x7f) {
        text.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  private static String plain(String escaped) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < escaped.length(); i++) {
      if (escaped.charAt(i) != '%') {
        text.append(escaped.charAt(i));
        continue;
      }
      if (i + 2 >= escaped.length()) {
        throw new IOException("group '" + escaped + "' ends in an escape");
      }
      try {
        text.append((char) HexFormat.fromHexDigits(escaped, i + 1, i + 3));
      } catch (NumberFormatException e) {
        throw new IOException("group '" + escaped + "' has a broken escape", e);
      }
      i += 2;
    }
    return text.toString();
  }

  /** The lines of an entry; what it is lenient about is found by printing again. */
  private static final class Reader {
    private final Deque<String> lines;

    Reader(String text) {
      this.lines = new ArrayDeque<>(List.of(text.split("\n", -1)));
    }

    boolean has(String key) {
      return !lines.isEmpty() && lines.getFirst().startsWith(key + " ");
    }

    void line(String expected) throws IOException {
      String line = lines.isEmpty() ? "" : lines.removeFirst();
      if (!line.equals(expected)) {
        throw new IOException("archive entry has '" + line + "', expected '" + expected + "'");
      }
    }

    String value(String key) throws IOException {
      if (!has(key)) {
        throw new IOException("archive entry has no '" + key + "' where it belongs");
      }
      return lines.removeFirst().substring(key.length() + 1);
    }

    ArchivedFile file(String key) throws IOException {
      String name = value(key);
      String digest = value("sha512");
      String bytes = value("bytes");
      try {
        return new ArchivedFile(
            name,
            new Digest(DigestAlgorithm.SHA512, HexFormat.of().parseHex(digest)),
            Long.parseLong(bytes));
      } catch (IllegalArgumentException e) {
        throw new IOException("archive entry: " + name + " of " + bytes + " bytes, " + digest, e);
      }
    }

    /** Looks at the line of the chain without taking it. */
    DigestAlgorithm algorithm() throws IOException {
      return Arrays.stream(DigestAlgorithm.values())
          .filter(known -> has("chain " + known.jcaName()))
          .findFirst()
          .orElseThrow(() -> new IOException("archive entry has no chain where it belongs"));
    }
  }
}
