// SPDX-License-Identifier: MIT

package org.postroad.registry.dispatch;

import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.xml.namespace.QName;
import javax.xml.transform.dom.DOMSource;
import org.apache.cxf.annotations.SchemaValidation.SchemaValidationType;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.bus.extension.ExtensionManagerBus;
import org.apache.cxf.databinding.source.SourceDataBinding;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.jaxws.JaxWsServerFactoryBean;
import org.apache.cxf.logging.FaultListener;
import org.apache.cxf.message.Exchange;
import org.apache.cxf.message.Message;
import org.apache.cxf.message.MessageContentsList;
import org.postroad.protocol.dispatch.InProcessTransport;
import org.postroad.protocol.dispatch.PortReply;
import org.postroad.protocol.dispatch.PortRequest;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * One port of a WSDL document, with a bus of its own. CXF reads a message, finds the operation by
 * the contract, holds the body against the schemas in it and writes the response; what the
 * operation does is given with each message. Safe for several threads at once.
 */
public final class SoapEndpoint implements AutoCloseable {
  private static final int OK = 200;

  private static final ScopedValue<SoapCall> CALL = ScopedValue.newInstance();

  /** What CXF refuses is told to whoever brought the message, so CXF logs none of it. */
  private static final Map<String, Object> PROPERTIES =
      Map.of(
          Message.SCHEMA_VALIDATION_ENABLED,
          SchemaValidationType.IN,
          FaultListener.class.getName(),
          (FaultListener) (exception, description, message) -> false);

  private final String path;
  private final InProcessTransport transport;
  private final Server server;

  private SoapEndpoint(String path, InProcessTransport transport, Server server) {
    this.path = path;
    this.transport = transport;
    this.server = server;
  }

  /**
   * Where a contract is and which part of it is served.
   *
   * @param operations annotated with the names of the contract
   */
  public record Contract(URL wsdl, QName service, QName port, Class<?> operations) {}

  /**
   * Starts CXF, which takes about a second of processor time, so it is for a thread nobody waits
   * for.
   *
   * @param path of every request
   * @param spelling what the contract calls an element that is called so in a body
   */
  public static SoapEndpoint open(String path, Contract contract, UnaryOperator<QName> spelling) {
    var transport = new InProcessTransport();
    var factory = new JaxWsServerFactoryBean();
    factory.setBus(new ExtensionManagerBus());
    factory.setDestinationFactory(transport);
    factory.setAddress(path);
    factory.setServiceClass(contract.operations());
    factory.setWsdlURL(contract.wsdl().toString());
    factory.setServiceName(contract.service());
    factory.setEndpointName(contract.port());
    factory.setDataBinding(new SourceDataBinding());
    factory.setInvoker(SoapEndpoint::invoke);
    factory.setProperties(PROPERTIES);
    factory.setInInterceptors(List.of(new SpellBody(spelling)));
    factory.setOutInterceptors(List.of(new RepeatHeader()));
    return new SoapEndpoint(path, transport, factory.create());
  }

  /**
   * Has CXF answer a message. A reply that is not of status 200 is a fault of CXF: the message is
   * none, or not by the contract, and nothing has been called.
   *
   * @throws RuntimeException that the operation threw, or because its response is none
   */
  public PortReply answer(PortRequest request, SoapOperations operations) {
    var call = new SoapCall(operations);
    PortReply reply = ScopedValue.where(CALL, call).call(() -> answer(request));
    call.require(reply.status() == OK);
    return reply;
  }

  /** The contract as CXF publishes it, for a request that asks for it. */
  public PortReply describe(PortRequest request) {
    return answer(
        request,
        (operation, header, body) -> {
          throw new IllegalStateException(operation + " was called to describe it");
        });
  }

  private PortReply answer(PortRequest request) {
    return transport
        .answer(path, request)
        .orElseThrow(() -> new IllegalStateException("no endpoint at " + path));
  }

  private static Object invoke(Exchange exchange, Object parameters) {
    SoapMessage message = (SoapMessage) exchange.getInMessage();
    String operation = exchange.getBindingOperationInfo().getName().getLocalPart();
    DOMSource body = (DOMSource) ((List<?>) parameters).getFirst();
    return new MessageContentsList(
        CALL.get().run(operation, header(message), element(body.getNode())));
  }

  private static List<Element> header(SoapMessage message) {
    return message.getHeaders().stream().map(header -> (Element) header.getObject()).toList();
  }

  private static Element element(Node node) {
    return node instanceof Document document
        ? Optional.ofNullable(document.getDocumentElement()).orElseThrow()
        : (Element) node;
  }

  @Override
  public void close() {
    server.destroy();
  }
}
