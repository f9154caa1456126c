// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Writes one ended segment anew under another name, with some of its records replaced, and puts it
 * in the place of the old file once it is durable. Until that one rename the old file is the
 * journal, so it does not matter where this is killed.
 */
record SegmentRewrite(
    JournalFiles files,
    Segment segment,
    SegmentKeys keys,
    RandomGenerator random,
    Journal.Replacement replacement) {

  private static final int BUFFER = 1 << 18;

  /** Refuses a segment with damages: what can still be read of it is evidence. */
  Rewritten run() throws IOException {
    Path unfinished = JournalRecovery.unfinished(segment.file());
    files.delete(unfinished);
    long before = Files.size(segment.file());
    SegmentHeader header = keys.protect(segment.header(), random);
    try (SegmentWriter writer =
        new SegmentWriter(
            files.create(unfinished), header, keys.cipher(header), ByteBuffer.allocate(BUFFER))) {
      long replaced = copy(writer);
      if (replaced > 0 || !hasSameMaster(header)) {
        var rewrite = new SegmentHeader.Rewrite(segment.end(), writer.length());
        writer.finish(header.rewritten(rewrite));
        files.rename(unfinished, segment.file());
        files.forceDirectory(segment.directory());
        return new Rewritten(replaced, before, rewrite.length());
      }
    } catch (IOException | RuntimeException | Error e) {
      deleteAfter(e, unfinished);
      throw e;
    }
    files.delete(unfinished);
    return new Rewritten(0, before, before);
  }

  private boolean hasSameMaster(SegmentHeader header) {
    return header
        .key()
        .map(WrappedKey::masterText)
        .equals(segment.header().key().map(WrappedKey::masterText));
  }

  private void deleteAfter(Throwable failure, Path unfinished) {
    try {
      files.delete(unfinished);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private long copy(SegmentWriter writer) throws IOException {
    long replaced = 0;
    try (SegmentReader reader = SegmentReader.open(segment.file(), keys)) {
      long offset = SegmentHeader.LENGTH;
      while (true) {
        switch (reader.read(offset, segment.end())) {
          case SegmentReader.Reading.End() -> {
            return replaced;
          }
          case SegmentReader.Reading.Broken(String text, long next) ->
              throw new IOException(
                  "segment is damaged and stays as it is: "
                      + new JournalDamage(
                          JournalDamage.Kind.ROT, segment.number(), offset, next, text));
          case SegmentReader.Reading.Whole(JournalEntry entry, long next) -> {
            replaced += copy(entry, writer) ? 1 : 0;
            offset = next;
          }
        }
      }
    }
  }

  /** Whether another content took the place of this entry's. */
  private boolean copy(JournalEntry entry, SegmentWriter writer) throws IOException {
    Optional<EntryContent> replaced =
        entry.type() == EntryType.RECORD ? replacement.of(entry) : Optional.empty();
    if (replaced.isPresent() && replaced.get().type() != EntryType.PRUNED) {
      throw new IllegalArgumentException(
          "a record can only be pruned, not: " + replaced.get().type());
    }
    EntryContent content = replaced.isPresent() ? replaced.get() : content(entry);
    Frame frame =
        new Frame(
            content.type(),
            entry.frame().number(),
            entry.frame().sequence(),
            entry.position().offset(),
            writer.storedLength(content.length()));
    writer.put(frame, content, content.checksum());
    return replaced.isPresent();
  }

  private static EntryContent content(JournalEntry entry) throws IOException {
    EntryBody body = entry.body();
    return body instanceof EntryBody.OnDisk
        ? new EntryContent(
            entry.type(),
            List.of(),
            List.of(new EntryContent.Spooled(body.length(), () -> body.stream(0, body.length()))))
        : EntryContent.of(entry.type(), body.bytes(0, (int) body.length()));
  }
}
