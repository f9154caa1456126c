// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.postroad.protocol.administration.AccessCommand.AddToken;
import org.postroad.protocol.administration.Administration;
import org.postroad.protocol.administration.Role;
import org.postroad.protocol.administration.TokenCheck;
import org.postroad.protocol.globalconf.AnchorCheck;
import org.postroad.protocol.token.KeyKind;
import org.postroad.registry.admin.AdministrationOptions;
import org.postroad.registry.admin.RegistryApi;
import org.postroad.registry.membership.ApprovalPolicy;
import org.postroad.registry.net.HttpsPort;
import org.postroad.registry.net.PortTls;

/**
 * The administration API of a running registry on a port of its own (E01). It takes about a second
 * to open, so everything that servers need opens before. Closing it leaves the registry open.
 */
public final class RegistryAdministration implements AutoCloseable {
  private final Administration administration;
  private final HttpsPort port;

  /**
   * What the administration works with.
   *
   * @param listen where it is served, this machine alone as a rule; port 0 takes any free one
   * @param approval which requests of security servers are approved as they come (B52)
   * @param fetch how the configuration of other instances is asked for
   * @param keyKind of signing keys to be made
   * @param directory the registry's own
   * @param version of the program
   */
  public record Options(
      InetSocketAddress listen,
      AdministrationOptions api,
      ApprovalPolicy approval,
      AnchorCheck.Fetch fetch,
      KeyKind keyKind,
      Path directory,
      String version) {}

  /**
   * What the ports present.
   *
   * @param administration this port
   * @param management those of the management services
   */
  public record Identities(PortIdentity administration, PortIdentity management) {}

  private RegistryAdministration(Administration administration, HttpsPort port) {
    this.administration = administration;
    this.port = port;
  }

  /** Opens the port; requests are answered from then on. */
  public static RegistryAdministration open(
      CentralRegistry registry,
      Options options,
      Identities identities,
      Clock clock,
      SecureRandom random) {
    var system = new AdministeredSystem(registry, identities.management(), options.version());
    var administered =
        new AdministeredRegistry(
            registry,
            system,
            options.approval(),
            options.fetch(),
            options.keyKind(),
            new AnchorFiles(options.directory()),
            clock);
    Administration administration = RegistryApi.open(administered, options.api(), clock, random);
    try {
      var tls = new PortTls(identities.administration().keyManager(), Optional.empty());
      HttpsPort port =
          HttpsPort.open(options.listen(), tls, administration, options.api().limits(), clock);
      identities.administration().onChange(tls::present);
      return new RegistryAdministration(administration, port);
    } catch (RuntimeException failure) {
      administration.close();
      throw failure;
    }
  }

  /**
   * Makes an API token, for instance the first one, which no other can make.
   *
   * @return the token itself, which is kept nowhere
   */
  public static String addToken(CentralRegistry registry, List<Role> roles, Author author) {
    String token = UUID.randomUUID().toString();
    registry.execute(new AddToken(TokenCheck.hash(token), roles), author);
    return token;
  }

  public InetSocketAddress address() {
    return port.address();
  }

  @Override
  public void close() {
    port.close();
    administration.close();
  }
}
