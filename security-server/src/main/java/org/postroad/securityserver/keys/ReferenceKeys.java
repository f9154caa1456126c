// SPDX-License-Identifier: MIT
package org.postroad.securityserver.keys;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.token.SoftwareToken;
import org.postroad.protocol.token.TokenKey;
import org.postroad.protocol.xml.Namespaces;
import org.postroad.protocol.xml.XmlElement;
import org.postroad.securityserver.conf.CertificateStatus;
import org.postroad.securityserver.signer.KeptRequest;
import org.postroad.securityserver.signer.RenewalNote;
import org.postroad.securityserver.signer.ServerKeys;

/**
 * Takes over the software token of the reference implementation: the folder of its signer with
 * {@code keyconf.xml} and one PKCS #12 file for each key under {@code softtoken} (C60, C61, C63).
 *
 * <p>Keys of devices stay where they are and are used as soon as the device is configured; their
 * certificates are named in the result, to be imported then.
 */
public final class ReferenceKeys {
  private static final String CONFIGURATION = "keyconf.xml";
  private static final String SOFTWARE_TOKEN = "softToken";
  private static final String KEYS = "softtoken";
  private static final int ID_BYTES = 20;

  private final Path folder;
  private final ServerKeys keys;
  private final SecureRandom random;
  private final Map<X509Certificate, CertificateStatus> statuses = new LinkedHashMap<>();
  private final List<X509Certificate> onDevices = new ArrayList<>();
  private final Map<String, String> ids = new HashMap<>();

  /**
   * What came of it.
   *
   * @param keys how many were taken over
   * @param statuses of authentication certificates, as the reference implementation knew them
   * @param onDevices certificates whose keys are in devices
   */
  public record TakenOver(
      int keys, Map<X509Certificate, CertificateStatus> statuses, List<X509Certificate> onDevices) {
    public TakenOver {
      statuses = Map.copyOf(statuses);
      onDevices = List.copyOf(onDevices);
    }
  }

  private ReferenceKeys(Path folder, ServerKeys keys, SecureRandom random) {
    this.folder = folder;
    this.keys = keys;
    this.random = random;
  }

  /**
   * Takes over.
   *
   * @param folder of the signer, such as a copy of {@code /etc/xroad/signer}
   * @param pin of its software token
   * @throws Fault {@code token_not_active} for another PIN, {@code invalid_xml} for a configuration
   *     that cannot be read; then nothing was taken over
   */
  public static TakenOver into(ServerKeys keys, Path folder, char[] pin, SecureRandom random)
      throws IOException {
    keys.requireChangeable();
    XmlElement root = XmlElement.parse(Files.readAllBytes(folder.resolve(CONFIGURATION)));
    if (!root.is(Namespaces.XROAD, "keyConf")) {
      throw new Fault(FaultCode.INVALID_XML, "Root element " + root.name() + ", expected keyConf");
    }
    ReferenceKeys taking = new ReferenceKeys(folder, keys, random);
    List<XmlElement> devices = root.children("", "device");
    for (XmlElement device : devices) {
      if (isSoftware(device)) {
        taking.adopt(device, pin);
      }
    }
    for (XmlElement device : devices) {
      for (XmlElement key : device.children("", "key")) {
        taking.describe(key, isSoftware(device));
      }
    }
    return new TakenOver(taking.ids.size(), taking.statuses, taking.onDevices);
  }

  private static boolean isSoftware(XmlElement device) {
    return device.requiredText("", "deviceType").equals(SOFTWARE_TOKEN);
  }

  /** All files are read before any key is taken. */
  private void adopt(XmlElement device, char[] pin) throws IOException {
    SoftwareToken all = SoftwareToken.create();
    for (XmlElement key : device.children("", "key")) {
      String id = key.requiredText("", "keyId").strip();
      if (!id.matches("[0-9A-Za-z]+")) {
        throw new Fault(FaultCode.INVALID_XML, "'" + id + "' is no id of a key");
      }
      try (InputStream in = Files.newInputStream(folder.resolve(KEYS).resolve(id + ".p12"))) {
        SoftwareToken one = SoftwareToken.open(in, pin);
        TokenKey only = one.keys().stream().findFirst().orElseThrow(() -> empty(id));
        all.adopt(one);
        ids.put(id, only.id());
      }
    }
    keys.adopt(all);
  }

  private static Fault empty(String id) {
    return new Fault(FaultCode.KEY_NOT_FOUND, "There is no key in the file of key " + id);
  }

  private void describe(XmlElement key, boolean here) {
    for (XmlElement certificate : key.children("", "cert")) {
      X509Certificate read = Certificates.parse(decoded(certificate.requiredText("", "contents")));
      if (here) {
        take(certificate, read, use(key));
      } else {
        onDevices.add(read);
      }
    }
    Optional<String> id =
        key.childText("", "keyId")
            .map(String::strip)
            .flatMap(known -> Optional.ofNullable(ids.get(known)));
    if (here && id.isPresent()) {
      describe(key, id.get());
    }
  }

  private void take(XmlElement certificate, X509Certificate read, KeyUse use) {
    keys.importCertificate(read);
    boolean active =
        certificate.attribute("active").map(value -> !value.equals("false")).orElse(true);
    RenewalNote renewal = renewal(certificate);
    keys.changeNotes(notes ->
        notes
            .withActive(ServerKeys.hash(read), active)
            .withRenewal(ServerKeys.hash(read), _ -> renewal));
    if (use == KeyUse.AUTHENTICATION) {
      statuses.put(
          read,
          certificate
              .childText("", "status")
              .map(ReferenceKeys::status)
              .orElse(CertificateStatus.SAVED));
    }
  }

  private static RenewalNote renewal(XmlElement certificate) {
    return new RenewalNote(
        text(certificate, "nextRenewalTime").map(ReferenceKeys::instant),
        text(certificate, "renewedCertHash")
            .map(hash -> hash.replace(":", "").toLowerCase(Locale.ROOT)),
        text(certificate, "renewalError"),
        text(certificate, "ocspVerifyBeforeActivationError"));
  }

  private static Optional<String> text(XmlElement element, String name) {
    return element.childText("", name).map(String::strip).filter(text -> !text.isEmpty());
  }

  /** A time without a zone is one of UTC. */
  private static Instant instant(String time) {
    try {
      TemporalAccessor read =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              time, OffsetDateTime::from, LocalDateTime::from);
      return read instanceof OffsetDateTime zoned
          ? zoned.toInstant()
          : LocalDateTime.from(read).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new Fault(FaultCode.INVALID_XML, "'" + time + "' is no time", e);
    }
  }

  private void describe(XmlElement key, String id) {
    String name = key.childText("", "friendlyName").or(() -> key.childText("", "label")).orElse("");
    keys.changeNotes(notes -> notes.withUse(id, use(key)));
    if (!name.isBlank()) {
      keys.changeNotes(notes -> notes.withName(id, name.strip()));
    }
    for (XmlElement request : key.children("", "certRequest")) {
      KeptRequest kept = request(request, id, use(key));
      keys.changeNotes(notes -> notes.withRequest(kept));
    }
  }

  private KeptRequest request(XmlElement request, String key, KeyUse use) {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return new KeptRequest(
        HexFormat.of().withUpperCase().formatHex(id),
        key,
        use,
        request.child("", "memberId").map(ReferenceKeys::member),
        request.requiredText("", "subjectName").strip(),
        request.childText("", "subjectAlternativeName").map(String::strip),
        request.childText("", "certificateProfile").map(String::strip).orElse(""));
  }

  private static MemberId member(XmlElement element) {
    return new MemberId(
        element.requiredText(Namespaces.IDENTIFIERS, "xRoadInstance"),
        element.requiredText(Namespaces.IDENTIFIERS, "memberClass"),
        element.requiredText(Namespaces.IDENTIFIERS, "memberCode"));
  }

  private static KeyUse use(XmlElement key) {
    String use = key.requiredAttribute("usage");
    return switch (use) {
      case "SIGNING" -> KeyUse.SIGNING;
      case "AUTHENTICATION" -> KeyUse.AUTHENTICATION;
      default -> throw new Fault(FaultCode.INVALID_XML, "A key is for '" + use + "'");
    };
  }

  private static CertificateStatus status(String words) {
    try {
      return CertificateStatus.valueOf(words.strip().toUpperCase(Locale.ROOT).replace(' ', '_'));
    } catch (IllegalArgumentException e) {
      throw new Fault(FaultCode.INVALID_XML, "A certificate is '" + words + "'", e);
    }
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new Fault(FaultCode.INVALID_XML, "Not base64: " + e.getMessage(), e);
    }
  }
}
