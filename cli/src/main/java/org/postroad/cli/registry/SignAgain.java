// SPDX-License-Identifier: MIT
package org.postroad.cli.registry;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.algorithm.SigningKey;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.PartReference;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.globalconf.SignedDirectory;

/**
 * Makes a proxy's directory of a registry's: every part as it came, below a folder of the proxy,
 * except that from version 3 on the shared parameters name the proxy as their source, so that
 * clients keep following the proxy and know its next key beforehand (A110).
 */
final class SignAgain {
  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]*");

  private final ProxyInstance instance;
  private final String address;
  private final List<X509Certificate> certificates;
  private final ConfigurationAnchor upstream;

  /** A signed directory and its parts by their paths. */
  record Signed(byte[] directory, Map<String, byte[]> parts) {}

  /** Who signs, and how long it holds. */
  record By(SigningKey key, X509Certificate certificate, Instant now, Instant expires) {}

  SignAgain(
      ProxyInstance instance,
      String address,
      List<X509Certificate> certificates,
      ConfigurationAnchor upstream) {
    this.instance = instance;
    this.address = address;
    this.certificates = List.copyOf(certificates);
    this.upstream = upstream;
  }

  Signed apply(Upstream.Fetched fetched, By by, RandomGenerator random) {
    int version = fetched.directory().version();
    Map<String, byte[]> contents = new LinkedHashMap<>();
    List<PartReference> references = new ArrayList<>();
    fetched
        .parts()
        .forEach((part, original) -> {
          byte[] content = rewritten(part, original, version);
          String path = path(part, by.now(), version);
          contents.put(path, content);
          references.add(
              new PartReference(
                  part.contentIdentifier(),
                  part.instance(),
                  path,
                  DigestAlgorithm.SHA512.digest(content),
                  part.fileName()));
        });
    Instant expires = by.expires().truncatedTo(ChronoUnit.SECONDS);
    SignedDirectory directory = new SignedDirectory(expires, version, references);
    byte[] document = directory.sign(by.key(), by.certificate(), random);
    if (!SignedDirectory.verify(document, certificates, by.now()).equals(directory)) {
      throw new Fault(FaultCode.INTERNAL_ERROR, "A signed directory does not read back");
    }
    return new Signed(document, contents);
  }

  /**
   * {@code /PROXY/MILLIS/INSTANCE/ORIGINAL}: the original location stays in it, and with it the
   * time the registry made the part. Versions signed in the same millisecond stay apart.
   */
  private String path(PartReference part, Instant now, int version) {
    String location = part.location();
    String original = location.startsWith("/") ? location.substring(1) : location;
    for (String segment : original.split("/", -1)) {
      if (!SEGMENT.matcher(segment).matches()) {
        throw new Fault(
            FaultCode.MALFORMED_GLOBAL_CONF,
            "Location '" + location + "' of a part cannot be served by a proxy");
      }
    }
    return "/"
        + String.join(
            "/",
            instance.name(),
            Long.toString(now.toEpochMilli() + version),
            safe(part.instance()),
            original);
  }

  /** One path segment that every file system and every client takes. */
  private static String safe(String instance) {
    String plain = instance.replaceAll("[^A-Za-z0-9_-]", "_");
    return plain.equals(instance)
        ? plain
        : plain + "-" + Integer.toHexString(instance.hashCode()).toLowerCase(Locale.ROOT);
  }

  private byte[] rewritten(PartReference part, byte[] content, int version) {
    boolean ofMainInstance =
        part.contentIdentifier().equals(PartReference.SHARED_PARAMETERS)
            && part.instance().equals(upstream.instance());
    if (version < 3 || !ofMainInstance) {
      return content;
    }
    SharedParameters original = SharedParameters.parse(content, version);
    return new SharedParameters(
            original.instance(),
            List.of(new SharedParameters.Source(address, certificates, certificates)),
            original.certificationServices(),
            original.timestampingServices(),
            original.members(),
            original.servers(),
            original.globalGroups(),
            original.memberClasses(),
            original.ocspFreshness())
        .toXml(version);
  }
}
