// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import jakarta.servlet.ServletConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.cxf.Bus;
import org.apache.cxf.jaxws.JaxWsServerFactoryBean;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServiceDescription;

/**
 * {@link PhotoService} as an integrator runs it: Apache CXF in a servlet container. Both agencies
 * offer it and may call the other's. Its address is taken at once, the container starts when first
 * asked for.
 */
final class CxfSite implements RunningSandbox.Addition {
  private static final List<String> CODES =
      List.of("greet", "storePhoto", "fetchPhoto", "returnAttachments", "fail");

  private final ServerSocketChannel listener = ServerSocketChannel.open();
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  CxfSite() throws IOException {
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @Override
  public ServerConfiguration addTo(Agency agency, ServerConfiguration known) throws IOException {
    Client client = known.client(agency.subsystem()).orElseThrow();
    Agency caller = agency.equals(Topology.TAX) ? Topology.POPULATION : Topology.TAX;
    AccessRight.Subject subject = new AccessRight.Subject.OfClient(caller.subsystem());
    String url = url();
    ServiceDescription photos =
        new ServiceDescription(
            ServiceDescription.Type.WSDL,
            url + "?wsdl",
            Optional.empty(),
            CODES.stream().map(code -> ServiceDescription.Service.of(code, url)).toList());
    return RunningSandbox.Addition.with(
        new Client(
            client.id(),
            client.status(),
            client.connectionType(),
            client.informationSystemCertificates(),
            Stream.concat(client.serviceDescriptions().stream(), Stream.of(photos)).toList(),
            client.localGroups(),
            Stream.concat(
                    client.accessRights().stream(),
                    CODES.stream().map(code -> AccessRight.toService(subject, code)))
                .toList()),
        known);
  }

  private String url() throws IOException {
    return "http://127.0.0.1:"
        + ((InetSocketAddress) listener.getLocalAddress()).getPort()
        + "/services/photos";
  }

  synchronized void start() throws Exception {
    if (server.isStarted()) {
      return;
    }
    connector.open(listener);
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(new ServletHolder(new Published()), "/services/*");
    server.setHandler(context);
    server.start();
    connector.setIdleTimeout(60_000);
  }

  @Override
  public void close() {
    try {
      server.stop();
      listener.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** The servlet of CXF with one service. */
  private static final class Published extends CXFNonSpringServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void loadBus(ServletConfig config) {
      super.loadBus(config);
      publish(getBus());
    }

    private static void publish(Bus bus) {
      JaxWsServerFactoryBean factory = new JaxWsServerFactoryBean();
      factory.setBus(bus);
      factory.setAddress("/photos");
      factory.setServiceBean(new PhotoService());
      factory.setProperties(java.util.Map.of("mtom-enabled", "true"));
      factory.getOutInterceptors().add(new CxfHeaders());
      factory.getOutInterceptors().add(CxfAttachments.returning());
      factory.create();
    }
  }
}
