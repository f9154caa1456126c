// SPDX-License-Identifier: MIT

package org.postroad.protocol.dispatch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.cxf.Bus;
import org.apache.cxf.message.Message;
import org.apache.cxf.service.model.EndpointInfo;
import org.apache.cxf.transport.AbstractTransportFactory;
import org.apache.cxf.transport.Destination;
import org.apache.cxf.transport.DestinationFactory;

/**
 * Carries requests that one of our own ports has read into CXF, and the replies back, without a
 * servlet container: every endpoint is given this factory and the path it is served at.
 */
public final class InProcessTransport extends AbstractTransportFactory
    implements DestinationFactory {
  private static final String ID = "http://postroad.org/transports/in-process";

  private final Map<String, InProcessDestination> destinations = new ConcurrentHashMap<>();

  public InProcessTransport() {
    super(List.of(ID));
  }

  @Override
  public Destination getDestination(EndpointInfo endpoint, Bus bus) {
    return destinations.computeIfAbsent(
        endpoint.getAddress(), _ -> new InProcessDestination(endpoint));
  }

  @Override
  public Set<String> getUriPrefixes() {
    return Set.of("/");
  }

  /**
   * Has a request answered by an endpoint; nothing if there is none at that path.
   *
   * @param endpoint the path of the endpoint, with which the request's path begins
   */
  public Optional<PortReply> answer(String endpoint, PortRequest request) {
    return answer(endpoint, request, _ -> {});
  }

  /**
   * The same for a request about which more is known than its bytes say.
   *
   * @param addition puts it into the message
   */
  Optional<PortReply> answer(String endpoint, PortRequest request, Consumer<Message> addition) {
    return Optional.ofNullable(destinations.get(endpoint))
        .map(destination -> destination.answer(request, addition));
  }
}
