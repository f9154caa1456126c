// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.xml.ws.WebServiceException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.endpoint.Client;
import org.apache.cxf.frontend.ClientProxy;
import org.apache.cxf.headers.Header;
import org.apache.cxf.jaxws.JaxWsProxyFactoryBean;
import org.apache.cxf.message.Attachment;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.identifier.ServiceId;

/**
 * An existing JAX-WS client and service, made with Apache CXF and connected as they are: the client
 * is given the address of its security server and a header block, the service an interceptor.
 */
@ExtendWith(SharedSandbox.class)
final class CxfPeerTest {

  private final RunningSandbox running;

  CxfPeerTest(RunningSandbox running) throws Exception {
    this.running = running;
    running.photos().start();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void plainCallsTravelBothWays(boolean toPopulation) throws IOException {
    String id = "cxf-plain-" + toPopulation;
    Agency caller = toPopulation ? Topology.TAX : Topology.POPULATION;
    Agency owner = toPopulation ? Topology.POPULATION : Topology.TAX;
    Photos photos = photos(caller, owner, "greet", id, false);
    assertEquals("Hello Õie & <Co>", photos.greet("Õie & <Co>"));
    assertEquals(0, running.verify(running.documents(id)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 200_000})
  void photosTravelToTheServiceByMtom(int size) throws IOException {
    String id = "cxf-mtom-in-" + size;
    assertEquals(
        PhotoService.sha256(PhotoService.photo(size)),
        photos("storePhoto", id, true).storePhoto(PhotoService.photo(size)));
    assertEquals(0, running.verify(running.documents(id)));
  }

  @Test
  void photosTravelFromTheServiceByMtom() throws IOException {
    assertArrayEquals(
        PhotoService.photo(200_000).getInputStream().readAllBytes(),
        photos("fetchPhoto", "cxf-mtom-out", true)
            .fetchPhoto(200_000)
            .getInputStream()
            .readAllBytes());
    assertEquals(0, running.verify(running.documents("cxf-mtom-out")));
  }

  @Test
  void photosTravelInsideTheEnvelopeWithoutMtom() {
    assertEquals(
        PhotoService.sha256(PhotoService.photo(30_000)),
        photos("storePhoto", "cxf-inline", false).storePhoto(PhotoService.photo(30_000)));
  }

  @Test
  void attachmentsTravelBothWays() throws IOException {
    List<Attachment> sent =
        List.of(
            CxfAttachments.attachment(
                "note@tax", "text/plain", "õ\r\n--not a boundary".getBytes(StandardCharsets.UTF_8)),
            CxfAttachments.attachment("photo@tax", "image/png", new byte[100_000]));
    Photos photos = photos("returnAttachments", "cxf-swa", false);
    Client client = ClientProxy.getClient(photos);
    client.getOutInterceptors().add(CxfAttachments.sending(sent));
    Received received = new Received();
    client.getInInterceptors().add(received);
    assertEquals(2, photos.returnAttachments("both"));
    List<Attachment> returned = received.attachments();
    assertEquals(
        sent.stream().map(Attachment::getId).toList(),
        returned.stream().map(Attachment::getId).toList());
    for (int i = 0; i < sent.size(); i++) {
      assertArrayEquals(CxfAttachments.bytes(sent.get(i)), CxfAttachments.bytes(returned.get(i)));
      assertEquals(
          sent.get(i).getDataHandler().getContentType(),
          returned.get(i).getDataHandler().getContentType());
    }
    assertEquals(0, running.verify(running.documents("cxf-swa")));
  }

  @Test
  void faultOfTheServiceIsTheClientsException() {
    SoapFault fault = fault(() -> photos("fail", "cxf-fault", false).fail("closed"));
    assertEquals("No photo: closed", fault.getMessage());
    assertEquals(
        404, running.document(Topology.POPULATION, "cxf-fault", "responseOnly").statusCode());
  }

  @Test
  void refusalOfASecurityServerIsTheClientsException() {
    SoapFault fault = fault(() -> photos("notOffered", "cxf-refused", false).notOffered("x"));
    assertEquals(
        "Unknown service: SERVICE:SANDBOX/GOV/70000001/population/notOffered", fault.getMessage());
    assertEquals("server.serverproxy.unknown_service", fault.getFaultCode().getLocalPart());
  }

  private static SoapFault fault(Executable call) {
    WebServiceException thrown = assertThrows(WebServiceException.class, call);
    return assertInstanceOf(SoapFault.class, thrown.getCause());
  }

  private Photos photos(String code, String queryId, boolean mtom) {
    return photos(Topology.TAX, Topology.POPULATION, code, queryId, mtom);
  }

  private Photos photos(Agency caller, Agency owner, String code, String queryId, boolean mtom) {
    URI server =
        caller.equals(Topology.TAX)
            ? running.sandbox().consumerUrl()
            : running.sandbox().providerUrl();
    JaxWsProxyFactoryBean factory = new JaxWsProxyFactoryBean();
    factory.setServiceClass(Photos.class);
    factory.setAddress(server.toString());
    factory.setProperties(Map.of("mtom-enabled", Boolean.toString(mtom)));
    Photos photos = (Photos) factory.create();
    ClientProxy.getClient(photos)
        .getRequestContext()
        .put(
            Header.HEADER_LIST,
            CxfHeaders.of(caller.subsystem(), ServiceId.of(owner.subsystem(), code), queryId));
    return photos;
  }

  /** Keeps the attachments of the answer. */
  private static final class Received extends AbstractPhaseInterceptor<Message> {
    private final List<Attachment> attachments = new ArrayList<>();

    Received() {
      super(Phase.USER_PROTOCOL);
    }

    @Override
    public void handleMessage(Message message) {
      attachments.addAll(CxfAttachments.of(message));
    }

    List<Attachment> attachments() {
      return attachments;
    }
  }
}
