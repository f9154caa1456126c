// SPDX-License-Identifier: MIT

package org.postroad.registry.trust;

import java.net.URI;
import java.net.URISyntaxException;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.CertificationService;
import org.postroad.protocol.globalconf.CertificationService.AcmeServer;
import org.postroad.protocol.globalconf.CertificationService.Authority;
import org.postroad.protocol.globalconf.CertificationService.OcspService;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.SharedParameters.TimestampingService;
import org.postroad.registry.trust.TrustCommand.ApproveCertificationService;
import org.postroad.registry.trust.TrustCommand.ApproveTimestampingService;
import org.postroad.registry.trust.TrustCommand.ChangeCertificationService;
import org.postroad.registry.trust.TrustCommand.ChangeTimestampingService;
import org.postroad.registry.trust.TrustCommand.DistrustInstance;
import org.postroad.registry.trust.TrustCommand.TrustInstance;
import org.postroad.registry.trust.TrustCommand.WithdrawCertificationService;
import org.postroad.registry.trust.TrustCommand.WithdrawTimestampingService;

/**
 * The certification and time-stamping services members may use and the instances that are trusted,
 * by name. A refused command changes nothing. Not thread-safe: its owner takes turns.
 */
public final class ApprovedServices {
  private static final int LONGEST_TEXT = 255;

  private final Map<String, CertificationService> certification = new LinkedHashMap<>();
  private final Map<String, TimestampingService> timestamping = new LinkedHashMap<>();
  private final TrustedInstances instances = new TrustedInstances();

  /** The approved services at one moment. */
  public record Snapshot(
      List<CertificationService> certification,
      List<TimestampingService> timestamping,
      List<ConfigurationAnchor> instances) {
    public Snapshot {
      instances = List.copyOf(instances);
      certification = List.copyOf(certification);
      timestamping = List.copyOf(timestamping);
    }
  }

  /** Refuses a command that breaks a rule; changes nothing. */
  public void check(TrustCommand command) {
    switch (command) {
      case ApproveCertificationService c -> {
        requireNew(certification, c.service().name());
        checkService(c.service());
      }
      case ChangeCertificationService c -> {
        requireKnown(certification, c.service().name());
        checkService(c.service());
        requireSameTop(c.service());
      }
      case WithdrawCertificationService c -> requireKnown(certification, c.name());
      case ApproveTimestampingService c -> {
        requireNew(timestamping, c.service().name());
        requireUrl(c.service().url());
      }
      case ChangeTimestampingService c -> {
        requireKnown(timestamping, c.service().name());
        requireUrl(c.service().url());
      }
      case WithdrawTimestampingService c -> requireKnown(timestamping, c.name());
      case TrustInstance c -> instances.checkTrust(c.anchor());
      case DistrustInstance c -> instances.checkDistrust(c.instance());
    }
  }

  /** Checks and carries out. */
  public void apply(TrustCommand command) {
    check(command);
    switch (command) {
      case ApproveCertificationService c -> certification.put(c.service().name(), c.service());
      case ChangeCertificationService c -> certification.put(c.service().name(), c.service());
      case WithdrawCertificationService c -> certification.remove(c.name());
      case ApproveTimestampingService c -> timestamping.put(c.service().name(), c.service());
      case ChangeTimestampingService c -> timestamping.put(c.service().name(), c.service());
      case WithdrawTimestampingService c -> timestamping.remove(c.name());
      case TrustInstance c -> instances.trust(c.anchor());
      case DistrustInstance c -> instances.distrust(c.instance());
    }
  }

  /** An immutable copy. */
  public Snapshot snapshot() {
    return new Snapshot(
        List.copyOf(certification.values()),
        List.copyOf(timestamping.values()),
        instances.snapshot());
  }

  private static void checkService(CertificationService service) {
    // A profile this program does not know may be known to the servers of the instance.
    requireText("certificate profile", service.certificateProfile());
    Stream.concat(Stream.of(service.top()), service.intermediates().stream())
        .forEach(ApprovedServices::checkAuthority);
    service.acmeServer().ifPresent(ApprovedServices::checkAcmeServer);
  }

  private static void checkAcmeServer(AcmeServer server) {
    requireUrl(server.directoryUrl());
    server.ipAddress().ifPresent(text -> requireText("IP address", text));
    server.authenticationProfileId().ifPresent(text -> requireText("profile id", text));
    server.signingProfileId().ifPresent(text -> requireText("profile id", text));
  }

  private static void checkAuthority(Authority authority) {
    X509Certificate certificate = authority.certificate();
    if (certificate.getBasicConstraints() < 0) {
      throw refused(
          Certificates.displayName(certificate) + " is not the certificate of an authority");
    }
    authority.ocspServices().stream().map(OcspService::url).forEach(ApprovedServices::requireUrl);
  }

  private static void requireNew(Map<String, ?> services, String name) {
    requireText("name", name);
    if (services.containsKey(name)) {
      throw refused("A trust service named '" + name + "' is approved already");
    }
  }

  /** Text that can stand in published configuration, which is XML 1.0. */
  private static void requireText(String what, String text) {
    boolean publishable =
        text.codePoints()
            .noneMatch(c ->
                Character.isISOControl(c)
                    || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                    || c == 0xFFFE
                    || c == 0xFFFF);
    if (text.isEmpty()
        || text.length() > LONGEST_TEXT
        || !text.equals(text.strip())
        || !publishable) {
      throw refused(
          "The "
              + what
              + " of a trust service must have 1 to "
              + LONGEST_TEXT
              + " characters, none of them a control character, and no blanks around it");
    }
  }

  private static void requireKnown(Map<String, ?> services, String name) {
    if (!services.containsKey(name)) {
      throw new Fault(FaultCode.NOT_FOUND, "No approved trust service is named '" + name + "'");
    }
  }

  private void requireSameTop(CertificationService service) {
    CertificationService known = certification.get(service.name());
    if (known != null && !known.top().certificate().equals(service.top().certificate())) {
      throw refused("A certification service keeps its top authority; approve another service");
    }
  }

  private static void requireUrl(String url) {
    requireText("URL", url);
    try {
      var uri = new URI(url);
      String scheme = uri.getScheme();
      if (uri.getHost() != null && ("http".equals(scheme) || "https".equals(scheme))) {
        return;
      }
    } catch (URISyntaxException noUrl) {
      throw new Fault(FaultCode.INVALID_REQUEST, "URL '" + url + "' of a trust service", noUrl);
    }
    throw refused("URL '" + url + "' of a trust service, expected http or https with a host");
  }

  private static Fault refused(String text) {
    return new Fault(FaultCode.INVALID_REQUEST, text);
  }
}
