// SPDX-License-Identifier: MIT
package org.postroad.cli.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.postroad.protocol.globalconf.CertificationService;
import org.postroad.protocol.globalconf.ConfigurationFiles;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.testing.TestAuthority;

/** A configuration that trusts a test authority, as folder and as archive. */
final class Fixtures {
  private Fixtures() {}

  static Map<String, byte[]> configuration(TestAuthority authority) {
    return configuration(authority, TestAuthority.TEST_INSTANCE);
  }

  static Map<String, byte[]> configuration(TestAuthority authority, String instance) {
    SharedParameters parameters =
        new SharedParameters(
            instance,
            List.of(),
            List.of(certification(authority)),
            List.of(
                new SharedParameters.TimestampingService(
                    "Test TSA",
                    "http://127.0.0.1/tsa",
                    authority.timestamper().certificate(),
                    Optional.empty())),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Duration.ofHours(1));
    return ConfigurationFiles.forVerification(instance, List.of(parameters), 6);
  }

  private static CertificationService certification(TestAuthority authority) {
    return new CertificationService(
        authority.name(),
        false,
        new CertificationService.Authority(
            authority.root().certificate(),
            List.of(
                new CertificationService.OcspService(
                    "http://127.0.0.1/ocsp",
                    Optional.of(authority.ocspSigner().certificate()),
                    Optional.empty()))),
        List.of(),
        authority.approved().profile().className(),
        Optional.empty(),
        Optional.empty());
  }

  static Path folder(Map<String, byte[]> files, Path into) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = into.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return into.resolve("verificationconf");
  }

  /** As security servers of the reference send it: deflated, sizes behind the data. */
  static byte[] archive(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }
}
