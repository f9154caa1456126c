// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.postroad.protocol.container.ContainerContent;
import org.postroad.protocol.container.ContainerWriter;
import org.postroad.securityserver.messagelog.ContainerZip;
import org.postroad.securityserver.messagelog.LogRecord;
import org.postroad.securityserver.messagelog.SignedDocuments;

/** Records chosen for an export, each read only when its turn has come. */
record Exported(List<Item> items) {

  static final int MOST_RECORDS = 1_000_000;

  /** One record before it is read. */
  record Item(long sequence, boolean timestamped, Opening opening) {}

  /** Reads one record. */
  @FunctionalInterface
  interface Opening {
    Content open() throws IOException;
  }

  /** One record with its container. */
  record Content(LogRecord record, ContainerContent container) {}

  Exported {
    items = List.copyOf(items);
  }

  /** Refuses an empty choice, and records without time-stamp. */
  void requireStamped() throws IOException {
    for (Item item : items) {
      if (!item.timestamped()) {
        throw new IOException(
            "Record %d waits for its time-stamp. Have it stamped first with --stamp, or export it as"
                    .formatted(item.sequence())
                + " it is with --unstamped: it proves nothing yet.");
      }
    }
  }

  static IOException nothing() {
    return new IOException("No such record. Look for it with: postroad log search");
  }

  static IOException tooMany() {
    return new IOException(
        "More than %d records. Export them in parts: by --from and --to, or by --client"
            .formatted(MOST_RECORDS));
  }

  long write(LogOperations.ExportTarget target, TaskProgress progress) throws IOException {
    if (items.isEmpty()) {
      throw nothing();
    }
    if (items.size() == 1) {
      Content only = items.getFirst().opening().open();
      try (OutputStream out = buffered(target, SignedDocuments.containerName(only.record()))) {
        ContainerWriter.write(only.container(), out);
      }
      return 1;
    }
    try (OutputStream out = buffered(target, zipName())) {
      ContainerZip zip = new ContainerZip(out);
      for (int i = 0; i < items.size(); i++) {
        progress.at("exporting", i, items.size());
        Content content = items.get(i).opening().open();
        zip.add(content.record(), content.container());
      }
      zip.finish();
    }
    return items.size();
  }

  private static OutputStream buffered(LogOperations.ExportTarget target, String name)
      throws IOException {
    return new BufferedOutputStream(target.open(name), ControlSession.CHUNK);
  }

  private String zipName() {
    return "records-" + items.getFirst().sequence() + "-" + items.getLast().sequence() + ".zip";
  }
}
