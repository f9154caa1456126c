// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.securityserver.conf.ServerConfiguration.ServiceEntry;
import org.postroad.securityserver.exchange.Body;
import org.postroad.securityserver.exchange.BodySpool;
import org.postroad.securityserver.net.HttpFetch;

/**
 * Downloads descriptions from the addresses that administrators gave, and from no other: nothing in
 * a request or in a document leads to a further connection (threat 50). Addresses of sources never
 * stand in a fault, since callers see it.
 */
public final class Descriptions {
  private final DescriptionSource source;
  private final BodySpool spool;
  private final DescriptionLimits limits;
  private final Semaphore places;

  public Descriptions(DescriptionSource source, BodySpool spool, DescriptionLimits limits) {
    this.source = source;
    this.spool = spool;
    this.limits = limits;
    this.places = new Semaphore(limits.atOnce(), true);
  }

  /** Makes of what was downloaded what callers may see. */
  @FunctionalInterface
  interface Change {
    byte[] apply(HttpFetch.Fetched fetched);
  }

  /**
   * A description as callers may see it.
   *
   * @param contentTypes as its source named them
   */
  record Changed(List<String> contentTypes, Body body, InputStream content) {

    /** Gives back what the content is read from. */
    void release() {
      try (body;
          content) {
        // Closing is all.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  Changed changed(ServiceEntry service, Change change) throws IOException {
    URI url = urlOf(service);
    take();
    try {
      HttpFetch.Fetched fetched = download(service, url);
      Body body = spool.receive(new ByteArrayInputStream(change.apply(fetched)));
      return opened(fetched.headers().all("content-type"), body);
    } finally {
      places.release();
    }
  }

  private static Changed opened(List<String> contentTypes, Body body) throws IOException {
    try {
      return new Changed(contentTypes, body, body.open());
    } catch (IOException e) {
      body.close();
      throw e;
    }
  }

  /** Only addresses that can be fetched from: no user, no zone, no port 0 (threat 51). */
  static URI urlOf(ServiceEntry service) {
    try {
      URI url = new URI(service.description().url());
      String host = url.getHost();
      boolean http =
          "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
      if (http
          && host != null
          && !host.contains("%")
          && url.getRawUserInfo() == null
          && url.getPort() != 0) {
        return url;
      }
    } catch (URISyntaxException _) {
      // Refused like any other address that cannot be fetched from.
    }
    throw new Fault(
        FaultCode.SERVICE_MALFORMED_URL,
        "Malformed address of the description of " + service.id().text());
  }

  private HttpFetch.Fetched download(ServiceEntry service, URI url) {
    try {
      return source.fetch(url, service.client(), service.service().verifyTls(), limits.mostBytes());
    } catch (IOException e) {
      throw unreachable(service, e);
    } catch (Fault fault) {
      throw fault.code() == FaultCode.NETWORK_ERROR ? unreachable(service, fault) : fault;
    }
  }

  private static Fault unreachable(ServiceEntry service, Exception cause) {
    return new Fault(
        FaultCode.NETWORK_ERROR,
        "The description of " + service.id().text() + " could not be downloaded",
        cause);
  }

  private void take() {
    try {
      if (!places.tryAcquire(limits.patience().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Fault(
            FaultCode.INTERNAL_ERROR,
            limits.atOnce() + " descriptions are being downloaded already, try again later");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Fault(FaultCode.INTERNAL_ERROR, "Interrupted waiting for a description", e);
    }
  }
}
