// SPDX-License-Identifier: MIT

package org.postroad.cli.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.cli.registry.RegistryFixture.AGENCY;
import static org.postroad.cli.registry.RegistryFixture.MANAGEMENT;

import jakarta.xml.ws.BindingProvider;
import jakarta.xml.ws.Dispatch;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.WebServiceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.wsdl.BindingOperation;
import javax.wsdl.Definition;
import javax.wsdl.WSDLException;
import javax.wsdl.extensions.soap.SOAPAddress;
import javax.wsdl.extensions.soap.SOAPBinding;
import javax.wsdl.extensions.soap.SOAPOperation;
import javax.xml.namespace.QName;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.Source;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.cxf.BusFactory;
import org.apache.cxf.configuration.jsse.TLSClientParameters;
import org.apache.cxf.headers.Header;
import org.apache.cxf.jaxws.DispatchImpl;
import org.apache.cxf.transport.http.HTTPConduit;
import org.apache.cxf.wsdl.WSDLManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.management.ManagementMessage;
import org.postroad.protocol.management.ManagementRequest.ClientDeletion;
import org.postroad.protocol.management.ManagementService;
import org.postroad.registry.management.ManagementDescription;
import org.postroad.registry.membership.MembershipCommand.RegisterClient;
import org.postroad.registry.membership.MembershipCommand.RegisterServer;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestTls;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Apache CXF reads the description of the management services and calls them by it. */
class ManagementDescriptionTest {
  private static final String NAMESPACE = "http://x-road.eu/centralservice/";
  private static final QName SERVICE = new QName(NAMESPACE, "centralservice");
  private static final QName PORT = new QName(NAMESPACE, "centralserviceSOAP");
  private static final SecurityServerId SERVER = new SecurityServerId(AGENCY, "SS1");

  @TempDir private Path folder;

  private URI description(int port) throws IOException {
    String address = "127.0.0.1:" + port;
    return Files.write(folder.resolve("it.wsdl"), ManagementDescription.at(address)).toUri();
  }

  private Definition definition() throws IOException, WSDLException {
    return BusFactory.getDefaultBus()
        .getExtension(WSDLManager.class)
        .getDefinition(description(4002).toString());
  }

  private static <T> T only(Iterable<?> elements, Class<T> type) {
    for (Object element : elements) {
      if (type.isInstance(element)) {
        return type.cast(element);
      }
    }
    throw new AssertionError("no " + type);
  }

  @Test
  void itNamesServicePortAndAddress() throws Exception {
    Definition definition = definition();
    assertEquals(NAMESPACE, definition.getTargetNamespace());
    var port = definition.getService(SERVICE).getPort("centralserviceSOAP");
    assertEquals(PORT, port.getBinding().getQName());
    assertEquals(SERVICE, port.getBinding().getPortType().getQName());
    assertEquals(
        "https://127.0.0.1:4002/managementservice/manage/",
        only(port.getExtensibilityElements(), SOAPAddress.class).getLocationURI());
    SOAPBinding binding = only(port.getBinding().getExtensibilityElements(), SOAPBinding.class);
    assertEquals("document", binding.getStyle());
  }

  @Test
  void itHasAnOperationForEveryServiceButRegistration() throws Exception {
    Set<String> expected =
        Arrays.stream(ManagementService.values())
            .filter(service -> service != ManagementService.AUTH_CERT_REG)
            .map(ManagementService::code)
            .collect(Collectors.toSet());
    Definition definition = definition();
    Set<String> found =
        operations(definition).map(BindingOperation::getName).collect(Collectors.toSet());
    assertEquals(expected, found);
    for (BindingOperation operation : operations(definition).toList()) {
      SOAPOperation soap = only(operation.getExtensibilityElements(), SOAPOperation.class);
      assertEquals("", soap.getSoapActionURI());
      var input = operation.getOperation().getInput().getMessage().getPart("parameters");
      assertEquals(operation.getName(), input.getElementName().getLocalPart());
      var output = operation.getOperation().getOutput().getMessage().getPart("parameters");
      assertEquals(operation.getName() + "Response", output.getElementName().getLocalPart());
    }
  }

  /** The library has lists without a type. */
  private static Stream<BindingOperation> operations(Definition definition) {
    var operations = new ArrayList<BindingOperation>();
    for (Object operation : definition.getBinding(PORT).getBindingOperations()) {
      operations.add((BindingOperation) operation);
    }
    return operations.stream();
  }

  @Test
  void aClientMadeFromItIsServed() throws Exception {
    TestAuthority authority = TestAuthority.create();
    try (RegistryFixture registry =
        RegistryFixture.open(folder.resolve("registry"), authority, 100)) {
      var client = new SubsystemId(AGENCY, "Management");
      registry.execute(
          new RegisterServer(
              SERVER, "ss1.example", authority.authentication(AGENCY).certificate()));
      registry.execute(new RegisterClient(SERVER, client));
      registry.published();
      Dispatch<Source> dispatch = dispatch(registry);
      Element envelope =
          parse(ManagementMessage.of(AGENCY, MANAGEMENT, "1", new ClientDeletion(SERVER, client)));
      dispatch.getRequestContext().put(Header.HEADER_LIST, headers(envelope));
      Source request = new DOMSource(children(envelope, "Body").getFirst());
      String response = text(dispatch.invoke(request));
      assertTrue(response.contains("clientDeletionResponse"), response);
      assertTrue(response.contains(">1</"), response);
      WebServiceException fault =
          assertThrows(WebServiceException.class, () -> dispatch.invoke(request));
      assertTrue(fault.toString().contains("is not a client of"), fault::toString);
    }
  }

  /** What CXF at the other end answers for {@code ?wsdl}. */
  private URI published(RegistryFixture registry) throws IOException, InterruptedException {
    try (HttpClient client =
        HttpClient.newBuilder()
            .sslContext(TestTls.trusting(registry.key().certificate()))
            .build()) {
      HttpRequest request = HttpRequest.newBuilder(registry.services().resolve("?wsdl")).build();
      Path file = folder.resolve("published.wsdl");
      HttpResponse<Path> response = client.send(request, BodyHandlers.ofFile(file));
      assertEquals(200, response.statusCode());
      return file.toUri();
    }
  }

  private Dispatch<Source> dispatch(RegistryFixture registry) throws Exception {
    Dispatch<Source> dispatch =
        Service.create(published(registry).toURL(), SERVICE)
            .createDispatch(PORT, Source.class, Service.Mode.PAYLOAD);
    assertEquals(
        registry.services().toString(),
        dispatch.getRequestContext().get(BindingProvider.ENDPOINT_ADDRESS_PROPERTY));
    var tls = new TLSClientParameters();
    tls.setSSLSocketFactory(TestTls.trusting(registry.key().certificate()).getSocketFactory());
    HTTPConduit conduit = (HTTPConduit) ((DispatchImpl<?>) dispatch).getClient().getConduit();
    conduit.setTlsClientParameters(tls);
    return dispatch;
  }

  private static Element parse(ManagementMessage message) throws Exception {
    return DocumentBuilderFactory.newDefaultNSInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(message.soap().bytes()))
        .getDocumentElement();
  }

  private static List<Header> headers(Element envelope) {
    return children(envelope, "Header").stream()
        .map(e -> new Header(new QName(e.getNamespaceURI(), e.getLocalName()), e))
        .toList();
  }

  private static List<Element> children(Element envelope, String name) {
    NodeList nodes =
        envelope.getElementsByTagNameNS(envelope.getNamespaceURI(), name).item(0).getChildNodes();
    return IntStream.range(0, nodes.getLength())
        .mapToObj(nodes::item)
        .map(Element.class::cast)
        .toList();
  }

  private static String text(Source source) throws TransformerException {
    var text = new StringWriter();
    TransformerFactory.newInstance().newTransformer().transform(source, new StreamResult(text));
    return text.toString();
  }
}
