// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.attribute.FileTime;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.postroad.protocol.container.ContainerContent;
import org.postroad.protocol.container.ContainerWriter;

/** Containers of several records in one ZIP, each under its name; written as they come. */
public final class ContainerZip {
  private final ZipOutputStream zip;

  /** Leaves the stream open. */
  public ContainerZip(OutputStream out) {
    this.zip = new ZipOutputStream(out);
    zip.setLevel(Deflater.NO_COMPRESSION);
  }

  public void add(LogRecord record, ContainerContent container) throws IOException {
    ZipEntry entry = new ZipEntry(SignedDocuments.containerName(record));
    entry.setLastModifiedTime(FileTime.from(record.time()));
    zip.putNextEntry(entry);
    ContainerWriter.write(container, zip);
    zip.closeEntry();
  }

  /** Writes the end of the ZIP. */
  public void finish() throws IOException {
    zip.finish();
  }
}
