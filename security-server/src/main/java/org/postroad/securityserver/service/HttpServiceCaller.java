// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.message.RestResponse;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.securityserver.net.ClientConnection;

/**
 * Calls a service of an information system over HTTP, once, never following a redirect. A request
 * is closed, and so complete, only when all of it was written.
 */
public final class HttpServiceCaller {

  /** For REST, and where the service's own time-out has no end. */
  private static final Duration CONNECT = Duration.ofSeconds(30);

  private final ServiceChannels channels;

  public HttpServiceCaller(ServiceChannels channels) {
    this.channels = channels;
  }

  public ServiceResponse call(Destination.HttpService service, ServiceRequest request) {
    return switch (request.message()) {
      case RestRequest rest -> converse(service, CONNECT, new RestCall(service, rest, request));
      case SoapMessage soap -> {
        Duration connect = service.timeout().isZero() ? CONNECT : service.timeout();
        try {
          yield converse(service, connect, new SoapCall(service, soap, request));
        } catch (Fault fault) {
          throw fault.within(FaultCode.SERVICE_FAILED);
        }
      }
      case RestResponse _ -> throw new IllegalStateException("A response cannot be a request");
    };
  }

  /** What is said on one connection. */
  interface Conversation {
    void send(ClientConnection connection) throws IOException;

    ServiceResponse receive(ClientConnection connection) throws IOException;
  }

  /** Hangs up unless the connection is handed on with the response. */
  private ServiceResponse converse(
      Destination.HttpService service, Duration connect, Conversation conversation) {
    ClientConnection connection =
        channels.open(
            service.url(), service.owner(), service.verifyTls(), connect, service.timeout());
    try {
      return converse(connection, conversation);
    } catch (IOException e) {
      connection.close();
      throw new Fault(FaultCode.NETWORK_ERROR, "The service did not answer: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** A service may refuse a request before its end, and hang up (RFC 9112, 9.5). */
  private static ServiceResponse converse(ClientConnection connection, Conversation conversation)
      throws IOException {
    try {
      conversation.send(connection);
    } catch (SocketException broken) {
      try {
        return conversation.receive(connection);
      } catch (IOException silent) {
        broken.addSuppressed(silent);
        throw broken;
      }
    }
    return conversation.receive(connection);
  }
}
