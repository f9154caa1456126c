// SPDX-License-Identifier: MIT

package org.postroad.registry.management;

import java.net.URL;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import javax.xml.namespace.QName;
import org.postroad.protocol.dispatch.PortReply;
import org.postroad.protocol.dispatch.PortRequest;
import org.postroad.protocol.management.ManagementService;
import org.postroad.protocol.xml.Namespaces;
import org.postroad.registry.dispatch.SoapEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The contracts of both management ports, each published by CXF from its document. CXF starts when
 * {@link #prepare} is called or the first request comes, whichever is earlier, and once.
 */
public final class ServiceContracts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceContracts.class);

  static final String NAMESPACE = "http://x-road.eu/centralservice/";

  private final FutureTask<Endpoints> starting = new FutureTask<>(Endpoints::open);

  private record Endpoints(SoapEndpoint registration, SoapEndpoint services) {
    static Endpoints open() {
      return new Endpoints(
          endpoint(ManagementPort.REGISTRATION, "registration", RegistrationService.class),
          endpoint(ManagementPort.SERVICES, "centralservice", CentralService.class));
    }

    private static SoapEndpoint endpoint(ManagementPort port, String service, Class<?> operations) {
      var contract =
          new SoapEndpoint.Contract(
              document(port),
              new QName(NAMESPACE, service),
              new QName(NAMESPACE, service + "SOAP"),
              operations);
      return SoapEndpoint.open(port.path(), contract, ServiceContracts::spelled);
    }
  }

  private static URL document(ManagementPort port) {
    String file =
        switch (port) {
          case REGISTRATION -> "registration.wsdl";
          case SERVICES -> ManagementDescription.FILE;
        };
    return Objects.requireNonNull(ServiceContracts.class.getResource(file), file);
  }

  /** Letter case does not matter in the name of a service, though it does in a contract (B13). */
  private static QName spelled(QName name) {
    return name.getNamespaceURI().equals(Namespaces.XROAD)
        ? ManagementService.ofCode(name.getLocalPart())
            .map(service -> new QName(Namespaces.XROAD, service.code(), name.getPrefix()))
            .orElse(name)
        : name;
  }

  /** Starts CXF unless somebody has; a failure is every request's. */
  public void prepare() {
    starting.run();
    if (starting.state() == Future.State.FAILED) {
      LOG.error("the management services cannot start", starting.exceptionNow());
    }
  }

  /** The contract of the services as CXF publishes it, with the address that was asked (A31). */
  public PortReply describe(PortRequest request) {
    return of(ManagementPort.SERVICES).describe(request);
  }

  SoapEndpoint of(ManagementPort port) {
    return switch (port) {
      case REGISTRATION -> endpoints().registration();
      case SERVICES -> endpoints().services();
    };
  }

  private Endpoints endpoints() {
    starting.run();
    try {
      return starting.get();
    } catch (ExecutionException failed) {
      throw new IllegalStateException("The management services cannot start", failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while CXF starts", interrupted);
    }
  }

  /** Stops what has started, if anything has. */
  @Override
  public void close() {
    if (!starting.cancel(true) && starting.state() == Future.State.SUCCESS) {
      starting.resultNow().registration().close();
      starting.resultNow().services().close();
    }
  }
}
