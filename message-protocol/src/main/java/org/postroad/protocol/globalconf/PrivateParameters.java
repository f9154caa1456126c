// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.identifier.ClientId;

/**
 * What an instance tells only its own servers: federated instances, where to register and how often
 * to time-stamp. The format did not change between versions 2 and 6.
 *
 * <p>Bytes: {@code private-params.xml}, rows A70 to A72.
 */
public record PrivateParameters(
    String instance,
    List<ConfigurationAnchor> federatedInstances,
    ManagementService managementService,
    Duration timestampingInterval) {

  public PrivateParameters {
    federatedInstances = List.copyOf(federatedInstances);
  }

  /** Where servers register; over TLS the service shows exactly this certificate (B02). */
  public record ManagementService(
      String address, Optional<X509Certificate> tlsCertificate, ClientId provider) {}

  public static PrivateParameters parse(byte[] xml) {
    return ParameterElement.read(xml, "conf", PrivateParameters::read);
  }

  public byte[] toXml(int version) {
    ConfigurationVersion.requireWritable(version);
    var xml = new ParametersXml("conf");
    xml.text("instanceIdentifier", instance);
    for (ConfigurationAnchor anchor : federatedInstances) {
      xml.start("configurationAnchor");
      anchor.write(xml);
      xml.end();
    }
    xml.start("managementService");
    xml.text("authCertRegServiceAddress", managementService.address());
    managementService.tlsCertificate().ifPresent(c -> xml.certificate("authCertRegServiceCert", c));
    xml.clientId("managementRequestServiceProviderId", managementService.provider());
    xml.end();
    xml.text("timeStampingIntervalSeconds", Long.toString(timestampingInterval.toSeconds()));
    return xml.toByteArray();
  }

  private static PrivateParameters read(ParameterElement conf) {
    ParameterElement service = conf.required("managementService");
    return new PrivateParameters(
        conf.text("instanceIdentifier"),
        conf.all("configurationAnchor").stream().map(ConfigurationAnchor::partner).toList(),
        new ManagementService(
            service.text("authCertRegServiceAddress"),
            service
                .optional("authCertRegServiceCert")
                .filter(certificate -> !certificate.text().isEmpty())
                .map(ParameterElement::certificate),
            service.required("managementRequestServiceProviderId").clientId()),
        conf.seconds("timeStampingIntervalSeconds"));
  }
}
