// SPDX-License-Identifier: MIT
package org.postroad.securityserver.declaration;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole security server as one tree. A list that is missing says nothing, so that what is there
 * stays; an empty one says that there is none.
 *
 * <pre>{@code
 * {"server":"DEV:GOV:1234:SS1","timestamping":["http://tsa.example"],
 *  "clients":[{"id":"DEV:GOV:1234:tax","rights":[{"service":"getTax","to":["DEV:COM:1:shop"]}]}]}
 * }</pre>
 *
 * @param server {@code INSTANCE:CLASS:CODE:SERVER}, to be sure that it is this one
 * @param address where other servers reach it
 * @param timestamping addresses of the time-stamping services, in the order in which they are asked
 */
public record Declaration(
    String server,
    Optional<String> address,
    Optional<List<String>> timestamping,
    Optional<List<Key>> keys,
    Optional<List<Client>> clients) {

  /**
   * A key by its label.
   *
   * @param token the software token if missing
   * @param kind such as {@code rsa-3072}
   * @param use {@code signing} or {@code authentication}
   * @param member whom it signs for, the owner if missing
   * @param authority whom its certificate is asked of; may be missing where only one is approved
   * @param subject attributes of the certificate that may be chosen
   * @param certificate as PEM, once there is one
   */
  public record Key(
      String label,
      Optional<String> token,
      Optional<String> kind,
      String use,
      Optional<String> member,
      Optional<String> authority,
      Optional<Map<String, String>> subject,
      Optional<String> certificate) {}

  /**
   * A client.
   *
   * @param connection {@code https} if missing
   * @param register whether the registry is asked to let it use the server; so if missing
   * @param certificates of its information systems, as PEM
   */
  public record Client(
      String id,
      Optional<String> name,
      Optional<String> connection,
      Optional<Boolean> register,
      Optional<List<String>> certificates,
      Optional<List<Group>> groups,
      Optional<List<Description>> descriptions,
      Optional<List<Right>> rights) {

    public Client {
      certificates = certificates.map(List::copyOf);
      groups = groups.map(List::copyOf);
      descriptions = descriptions.map(List::copyOf);
      rights = rights.map(List::copyOf);
    }
  }

  /** A group that a client keeps. */
  public record Group(String code, Optional<String> description, Optional<List<String>> members) {}

  /**
   * Services that belong together, of which exactly one of the three addresses says what they are.
   *
   * @param code of the one service of an OpenAPI document or a base
   * @param disabled why they cannot be called; they can if missing
   * @param url where the one service is called, the document's own if missing
   * @param timeout of all services, {@code 60s} if missing
   * @param verify whether a service's TLS certificate has to be a trusted one; so if missing
   * @param endpoints beside those of the document
   * @param services of a WSDL that differ from the others
   */
  public record Description(
      Optional<String> wsdl,
      Optional<String> openapi,
      Optional<String> rest,
      Optional<String> code,
      Optional<String> disabled,
      Optional<String> url,
      Optional<String> timeout,
      Optional<Boolean> verify,
      Optional<List<String>> endpoints,
      Optional<List<Service>> services) {}

  /**
   * A service of a WSDL.
   *
   * @param code with its version behind a dot
   */
  public record Service(
      String code, Optional<String> url, Optional<String> timeout, Optional<Boolean> verify) {}

  /**
   * Who may call a service.
   *
   * @param endpoint {@code METHOD /path}, the whole service if missing
   * @param to {@code I:C:M:S} of a subsystem, {@code I:CODE} of a global group, {@code CODE} of a
   *     group of the client
   */
  public record Right(String service, Optional<String> endpoint, List<String> to) {}

  public Declaration {
    timestamping = timestamping.map(List::copyOf);
    keys = keys.map(List::copyOf);
    clients = clients.map(List::copyOf);
  }
}
