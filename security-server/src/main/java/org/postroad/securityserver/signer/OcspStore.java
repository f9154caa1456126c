// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.OcspResponse;
import org.postroad.protocol.fault.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest OCSP response of each certificate, kept over restarts.
 *
 * <p>A response never replaces a newer one (threat 25). The key is the SHA-256 of the certificate's
 * DER; peers also ask by SHA-1 (C-018, C-019).
 */
public final class OcspStore {

  private record Entry(X509Certificate certificate, OcspResponse response) {}

  private static final Logger LOG = LoggerFactory.getLogger(OcspStore.class);

  private final Path directory;
  private final Map<String, Entry> bySha256 = new ConcurrentHashMap<>();
  private final Map<X509Certificate, OcspResponse> byCertificate = new ConcurrentHashMap<>();
  private final Map<String, String> sha256BySha1 = new ConcurrentHashMap<>();

  private OcspStore(Path directory) {
    this.directory = directory;
  }

  /** Opens a directory of earlier responses; what cannot be read is left out. */
  public static OcspStore open(Path directory) {
    OcspStore store = new OcspStore(directory);
    try {
      Files.createDirectories(directory);
      try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.der")) {
        for (Path file : files) {
          store.read(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return store;
  }

  private void read(Path certificateFile) throws IOException {
    Path responseFile = responseFile(certificateFile.getFileName().toString().replace(".der", ""));
    if (!Files.exists(responseFile)) {
      return;
    }
    try {
      remember(
          Certificates.parse(Files.readAllBytes(certificateFile)),
          OcspResponse.parse(Files.readAllBytes(responseFile)));
    } catch (Fault fault) {
      LOG.warn("Left out the OCSP response in {}: {}", responseFile, fault.text());
    }
  }

  public Optional<OcspResponse> find(X509Certificate certificate) {
    return Optional.ofNullable(byCertificate.get(certificate));
  }

  /** Looks up by the lower-case hex SHA-1 or SHA-256 of the certificate, as peers ask. */
  public Optional<OcspResponse> findByHash(String hex) {
    String sha256 = sha256BySha1.getOrDefault(hex, hex);
    return Optional.ofNullable(bySha256.get(sha256)).map(Entry::response);
  }

  /** Keeps a verified response, unless a newer one is known. */
  public synchronized void put(X509Certificate certificate, OcspResponse response) {
    if (remember(certificate, response)) {
      String hash = sha256(certificate);
      try {
        write(certificateFile(hash), Certificates.encoded(certificate));
        write(responseFile(hash), response.encoded());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private boolean remember(X509Certificate certificate, OcspResponse response) {
    String hash = sha256(certificate);
    Entry offered = new Entry(certificate, response);
    Entry kept =
        bySha256.merge(
            hash,
            offered,
            (known, next) ->
                newer(known.response(), next.response()).equals(next.response()) ? next : known);
    byCertificate.merge(certificate, response, OcspStore::newer);
    sha256BySha1.put(Certificates.sha1Hex(certificate), hash);
    return kept.equals(offered);
  }

  /** The next one, unless it is older than the one known. */
  private static OcspResponse newer(OcspResponse known, OcspResponse next) {
    return next.thisUpdate().isBefore(known.thisUpdate()) ? known : next;
  }

  private void write(Path file, byte[] bytes) throws IOException {
    Path written = Files.createTempFile(directory, "ocsp", ".new");
    Files.write(written, bytes);
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private Path certificateFile(String hash) {
    return directory.resolve(hash + ".der");
  }

  private Path responseFile(String hash) {
    return directory.resolve(hash + ".ocsp");
  }

  private static String sha256(X509Certificate certificate) {
    return Certificates.sha256(certificate).hex();
  }
}
