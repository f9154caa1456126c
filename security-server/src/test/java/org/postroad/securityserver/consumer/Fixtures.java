// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.List;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.message.SoapMultipart;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.SoftwareToken;
import org.postroad.protocol.token.TokenKey;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.exchange.Scope;
import org.postroad.securityserver.net.ServerExchange;
import org.postroad.securityserver.signer.AuthenticationIdentity;
import org.postroad.securityserver.testing.TestMessages;

/** Results of stages, as the stages under test get them. */
final class Fixtures {
  private static final TokenKey KEY =
      SoftwareToken.create().generate(KeyKind.EC_P256, new SecureRandom());

  private Fixtures() {}

  static Received received(
      Configuration configuration, ServerExchange exchange, RestRequest request) {
    return new Received(
        ready(configuration, exchange), new ConsumerRequest.Rest(request, "", exchange.body()));
  }

  static Received received(Configuration configuration, ServerExchange exchange, byte[] envelope) {
    String type = "text/xml; charset=UTF-8";
    try {
      SoapMultipart parts = SoapMultipart.read(new ByteArrayInputStream(envelope), type);
      return new Received(
          ready(configuration, exchange),
          new ConsumerRequest.Soap(parts.message(), type, "", parts));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Ready ready(Configuration configuration, ServerExchange exchange) {
    return new Ready(
        exchange,
        new Scope(),
        configuration,
        new AuthenticationIdentity(KEY, List.of(), List.of()),
        TestMessages.REQUEST_ID);
  }
}
