// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;

/**
 * Where trust in an instance starts: its name, where its directory is served and the certificates
 * the directory may be signed with. The certificates are key containers; their validity and issuer
 * do not matter.
 *
 * <p>Bytes: {@code configurationAnchor} with unqualified children, rows A01 to A07. The same
 * element carries the anchors of federated instances inside private parameters (A72).
 */
public record ConfigurationAnchor(
    Optional<Instant> generatedAt, String instance, List<Source> sources) {

  public ConfigurationAnchor {
    sources = List.copyOf(sources);
  }

  /** One address a directory is served at. */
  public record Source(String downloadUrl, List<X509Certificate> verificationCertificates) {
    public Source {
      verificationCertificates = List.copyOf(verificationCertificates);
    }
  }

  /** Reads an anchor file; every source must have an address and a certificate. */
  public static ConfigurationAnchor parse(byte[] xml) {
    return ParameterElement.read(
        xml,
        "configurationAnchor",
        anchor -> read(anchor, ConfigurationAnchor::verificationCertificates));
  }

  /**
   * Reads the anchor of another instance inside private parameters. A certificate that cannot be
   * read is left out, so that one partner's mistake does not stop the own instance (A114).
   */
  static ConfigurationAnchor partner(ParameterElement element) {
    return read(
        element,
        source ->
            source.all("verificationCert").stream()
                .map(ConfigurationAnchor::certificateIfReadable)
                .flatMap(Optional::stream)
                .toList());
  }

  /** Writes an anchor file. */
  public byte[] toXml() {
    var xml = new ParametersXml("configurationAnchor");
    write(xml);
    return xml.toByteArray();
  }

  void write(ParametersXml xml) {
    generatedAt.ifPresent(time -> xml.text("generatedAt", time.toString()));
    xml.text("instanceIdentifier", instance);
    for (Source source : sources) {
      xml.start("source");
      xml.text("downloadURL", source.downloadUrl());
      xml.certificates("verificationCert", source.verificationCertificates());
      xml.end();
    }
  }

  /** The fingerprint of the file this anchor is written as. */
  public String fingerprint() {
    return fingerprint(toXml());
  }

  /** What people compare: SHA-224 of the file, {@code 0A:1B:…} (A06). */
  public static String fingerprint(byte[] file) {
    return HexFormat.ofDelimiter(":")
        .withUpperCase()
        .formatHex(DigestAlgorithm.SHA224.digest(file).value());
  }

  private static ConfigurationAnchor read(
      ParameterElement anchor, Function<ParameterElement, List<X509Certificate>> certificates) {
    List<Source> sources =
        anchor.all("source").stream()
            .map(source -> new Source(source.text("downloadURL"), certificates.apply(source)))
            .toList();
    if (sources.isEmpty()) {
      throw ParameterElement.malformed("An anchor without source");
    }
    return new ConfigurationAnchor(
        anchor.optional("generatedAt").map(ParameterElement::instant),
        anchor.text("instanceIdentifier"),
        sources);
  }

  private static List<X509Certificate> verificationCertificates(ParameterElement source) {
    List<X509Certificate> certificates = source.certificates("verificationCert");
    if (certificates.isEmpty()) {
      throw ParameterElement.malformed("A source of an anchor without verificationCert");
    }
    return certificates;
  }

  private static Optional<X509Certificate> certificateIfReadable(ParameterElement element) {
    try {
      return Optional.of(element.certificate());
    } catch (Fault unreadable) {
      return Optional.empty();
    }
  }
}
