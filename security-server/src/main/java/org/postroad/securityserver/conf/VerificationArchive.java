// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.postroad.protocol.globalconf.ConfigurationFiles;
import org.postroad.protocol.globalconf.PartMetadata;
import org.postroad.protocol.globalconf.PartReference;

/**
 * The trust of every known instance as a file for verifiers (E-043): {@code
 * verificationconf/instance-identifier} and, per instance, its shared parameters as they were
 * fetched with metadata that hold the version alone. Anybody may have it.
 */
public final class VerificationArchive {
  public static final String CONTENT_TYPE = "application/zip";
  public static final String CONTENT_DISPOSITION = "filename=\"verificationconf.zip\"";

  private static final String ROOT = "verificationconf/";

  private final Map<String, byte[]> files = new TreeMap<>();

  VerificationArchive(String ownInstance, StoredConfiguration stored) {
    String suffix = "/" + PartReference.SHARED_PARAMETERS_FILE;
    stored
        .files()
        .forEach((name, content) -> {
          if (name.endsWith(suffix)) {
            files.put(ROOT + name, content);
          } else if (name.endsWith(suffix + PartMetadata.SUFFIX)) {
            int version = PartMetadata.parse(content).version();
            files.put(ROOT + name, PartMetadata.ofVersion(version).toJson());
          }
        });
    files.put(
        ROOT + ConfigurationFiles.INSTANCE_FILE, ownInstance.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes the ZIP and leaves the stream open. */
  public void writeTo(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      zip.putNextEntry(new ZipEntry(file.getKey()));
      zip.write(file.getValue());
      zip.closeEntry();
    }
    zip.finish();
  }
}
