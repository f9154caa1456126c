// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.LocalGroupId;
import org.postroad.protocol.message.Message;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServiceDescription;
import org.postroad.securityserver.conf.ServiceDescription.Endpoint;
import org.postroad.securityserver.conf.ServiceDescription.Service;
import org.postroad.securityserver.exchange.BodyLimits;
import org.postroad.securityserver.exchange.BodySpool;
import org.postroad.securityserver.testing.HttpSite;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.securityserver.testing.TestMessages;

/** A provider with services of every kind, their descriptions on a site of its own. */
final class MetaserviceFixtures implements AutoCloseable {
  static final Endpoint PERSON = new Endpoint("GET", "/people/*");
  static final Endpoint SEARCH = new Endpoint("POST", "/people/search");
  static final DescriptionLimits LIMITS = new DescriptionLimits(100_000, 2, Duration.ofSeconds(20));
  private static final AccessRight.Subject CALLER =
      new AccessRight.Subject.OfClient(TestInstance.CALLER);
  private static final LocalGroupId GROUP = new LocalGroupId("friends");

  private final TestInstance instance = new TestInstance();
  private final HttpSite site = new HttpSite();
  private final BodySpool spool;

  MetaserviceFixtures(Path directory) {
    this.spool = new BodySpool(directory, new BodyLimits(100, 1_000_000, 10_000_000, 0));
  }

  HttpSite site() {
    return site;
  }

  /** Bytes that answers which were not given back take on disk. */
  long taken() {
    return spool.taken();
  }

  Metaservices metaservices() {
    return metaservices((url, _, _, limit) -> site.fetch().get(url, limit));
  }

  Metaservices metaservices(DescriptionSource source) {
    return new Metaservices(
        new Descriptions(source, spool, LIMITS),
        () -> "00000000-1111-2222-3333-444444444444",
        new Random(1));
  }

  /** The answer when the caller has these rights. */
  ServiceResponse answer(Message request, AccessRight... rights) {
    return answer(metaservices(), request, rights);
  }

  ServiceResponse answer(Metaservices metaservices, Message request, AccessRight... rights) {
    Configuration configuration = configuration(rights);
    Destination.Metaservice asked =
        (Destination.Metaservice) Destinations.of(request, configuration);
    try {
      return metaservices.answer(asked, request, configuration);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Configuration configuration(AccessRight... rights) {
    Client provider =
        new Client(
            TestInstance.PROVIDER,
            Client.Status.REGISTERED,
            Client.ConnectionType.HTTP,
            List.of(),
            descriptions(),
            List.of(new Client.LocalGroup(GROUP, "Friends", Set.<ClientId>of(TestInstance.CALLER))),
            List.of(rights));
    return new Configuration(
        new ServerConfiguration(TestInstance.PROVIDER_SERVER, List.of(), List.of(provider)),
        instance.global());
  }

  private List<ServiceDescription> descriptions() {
    return List.of(
        description(
            ServiceDescription.Type.WSDL,
            url("/people.wsdl"),
            service("getPerson", Optional.of("v1")),
            service("getPerson", Optional.of("v2"))),
        description(
            ServiceDescription.Type.OPENAPI3,
            url("/people.yaml"),
            service("people", Optional.empty(), Endpoint.BASE, PERSON, SEARCH)),
        description(
            ServiceDescription.Type.REST,
            url("/statistics"),
            service("statistics", Optional.empty())),
        description(
            ServiceDescription.Type.OPENAPI3,
            url("/houses.json"),
            service("houses", Optional.empty())),
        description(ServiceDescription.Type.WSDL, "", service("unaddressed", Optional.empty())),
        description(
            ServiceDescription.Type.WSDL, "file:///etc/passwd", service("local", Optional.empty())),
        new ServiceDescription(
            ServiceDescription.Type.WSDL,
            url("/closed.wsdl"),
            Optional.of("closed"),
            List.of(service("closed", Optional.empty()))));
  }

  private String url(String path) {
    return site.uri(path).toString();
  }

  private static ServiceDescription description(
      ServiceDescription.Type type, String url, Service... services) {
    return new ServiceDescription(type, url, Optional.empty(), List.of(services));
  }

  private static Service service(String code, Optional<String> version, Endpoint... endpoints) {
    return new Service(
        code, version, "http://inner.test/", Service.DEFAULT_TIMEOUT, true, List.of(endpoints));
  }

  static AccessRight toCaller(String service, Endpoint endpoint) {
    return new AccessRight(CALLER, service, endpoint);
  }

  static AccessRight toGroup(String service, Endpoint endpoint) {
    return new AccessRight(new AccessRight.Subject.OfLocalGroup(GROUP), service, endpoint);
  }

  /** A request to a metaservice with this as the content of the element in its body. */
  static SoapMessage soap(String code, String content) {
    String envelope =
        new String(TestMessages.envelope(TestInstance.CALLER, TestMessages.service(code)), UTF_8);
    String changed =
        envelope.replace(
            "<p:" + code + " xmlns:p=\"urn:test\"></p:" + code + ">",
            "<xrd:" + code + ">" + content + "</xrd:" + code + ">");
    return SoapMessage.parse(changed.getBytes(UTF_8), "text/xml; charset=UTF-8");
  }

  @Override
  public void close() {
    site.close();
  }
}
