// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.util.function.Supplier;
import org.postroad.protocol.message.RestRequest;
import org.postroad.securityserver.exchange.Stage;
import org.postroad.securityserver.net.RequestHead;

/** Reads a REST request up to its body (group B.1 to B.3 of the message rows). */
final class ReadRestRequest implements Stage<Ready, Received> {

  private final Supplier<String> newId;

  ReadRestRequest(Supplier<String> newId) {
    this.newId = newId;
  }

  @Override
  public Received apply(Ready ready) {
    RequestHead head = ready.exchange().request();
    String instance = ready.configuration().global().instance();
    RestRequest message =
        RestRequest.ofConsumer(
            head.method(),
            head.target(),
            head.headers(),
            ready.requestId(),
            () -> instance + "-" + newId.get());
    return new Received(
        ready,
        new ConsumerRequest.Rest(
            message, head.headers().first("content-type").orElse(""), ready.exchange().body()));
  }
}
