// SPDX-License-Identifier: MIT

package org.postroad.protocol.dispatch;

import java.util.List;
import org.apache.cxf.bus.extension.ExtensionManagerBus;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;

/** JAX-RS resources at one path, with a bus of their own. Safe for several threads at once. */
public final class RestEndpoint implements AutoCloseable {
  private final String path;
  private final InProcessTransport transport;
  private final Server server;

  private RestEndpoint(String path, InProcessTransport transport, Server server) {
    this.path = path;
    this.transport = transport;
    this.server = server;
  }

  /**
   * Starts CXF, which takes about a second of processor time, so it is for a thread nobody waits
   * for.
   *
   * @param path with which the path of every request begins
   * @param resources one object each, for all requests
   * @param providers filters, readers, writers and mappers of exceptions
   */
  public static RestEndpoint open(String path, List<Object> resources, List<Object> providers) {
    var transport = new InProcessTransport();
    var factory = new JAXRSServerFactoryBean();
    factory.setBus(new ExtensionManagerBus());
    factory.setDestinationFactory(transport);
    factory.setTransportId(transport.getTransportIds().getFirst());
    factory.setAddress(path);
    factory.setServiceBeans(resources);
    factory.setProviders(providers);
    return new RestEndpoint(path, transport, factory.create());
  }

  /** Answers a request whose path begins with that of the endpoint. */
  public PortReply answer(PortRequest request) {
    return answer(request, PortHead.class, request.head());
  }

  /**
   * The same for a request about which more is known.
   *
   * @param known what filters and resources find in the message by its type
   */
  public <T> PortReply answer(PortRequest request, Class<T> type, T known) {
    return transport
        .answer(path, request, message -> message.put(type, known))
        .orElseThrow(() -> new IllegalStateException("no endpoint at " + path));
  }

  @Override
  public void close() {
    server.destroy();
  }
}
