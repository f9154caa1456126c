// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.InstanceParameters;
import org.postroad.protocol.globalconf.OptionalParameters;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.message.SoapMultipart;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.SoftwareToken;
import org.postroad.protocol.token.TokenKey;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.exchange.Scope;
import org.postroad.securityserver.net.ServerExchange;
import org.postroad.securityserver.signer.AuthenticationIdentity;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.securityserver.testing.TestMessages;
import org.postroad.testing.TestAuthority;

/** Results of stages, as the stages under test get them. */
final class Fixtures {
  private static final TokenKey KEY =
      SoftwareToken.create().generate(KeyKind.EC_P256, new SecureRandom());

  private Fixtures() {}

  /** As by default, on a server whose own certificate nobody shows. */
  static Admission admission() {
    X509Certificate own =
        KEY.selfSigned("CN=server", TestAuthority.NOW, TestAuthority.NOW.plusSeconds(1));
    return new Admission(ConsumerSettings.DEFAULT, () -> own, TestInstance.CLOCK);
  }

  /** Instance TEST with a partner and a former partner, and nobody's server. */
  static GlobalConfiguration federation() {
    MemberId tax = TestInstance.CALLER.member();
    SharedParameters.Member own =
        new SharedParameters.Member(
            tax,
            "Government",
            "Tax & \"customs\"",
            List.of(
                new SharedParameters.Subsystem(
                    new SubsystemId(tax, "tax"), Optional.of("Maksud õ")),
                new SharedParameters.Subsystem(new SubsystemId(tax, "old"), Optional.empty())));
    return GlobalConfiguration.of(
        tax.instance(),
        Optional.empty(),
        List.of(
            parameters(own, TestAuthority.NOW.plusSeconds(3600)),
            parameters(member("PARTNER"), TestAuthority.NOW.plusSeconds(7200)),
            parameters(member("EXPIRED"), TestAuthority.NOW.minusSeconds(1))),
        OptionalParameters.DEFAULTS);
  }

  private static SharedParameters.Member member(String instance) {
    return new SharedParameters.Member(
        new MemberId(instance, "GOV", "9999"), "Government", "Abroad", List.of());
  }

  private static InstanceParameters parameters(SharedParameters.Member member, Instant expires) {
    return new InstanceParameters(
        new SharedParameters(
            member.id().instance(),
            List.of(),
            List.of(),
            List.of(),
            List.of(member),
            List.of(),
            List.of(),
            List.of(),
            TestInstance.FRESHNESS),
        Optional.of(expires));
  }

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
