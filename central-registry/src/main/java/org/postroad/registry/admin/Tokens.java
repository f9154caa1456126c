// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.registry.publication.ConfigurationSource;
import org.postroad.registry.publication.RegistryNode;
import org.postroad.registry.publication.SigningKeys.SourceKeys;

/** The token with the keys that sign configuration, on the node that answers (E13, E45). */
@Path("tokens")
public final class Tokens {
  /** There is one token, in software. */
  static final String ID = "0";

  private static final String NAME = "softToken-0";

  private final Registry registry;

  /** A token and its keys. */
  record Token(
      String id,
      String name,
      String status,
      boolean loggedIn,
      boolean active,
      boolean available,
      String serialNumber,
      List<String> possibleActions,
      List<SigningKey> configurationSigningKeys) {}

  /** A key that signs, or could sign, a directory. */
  record SigningKey(
      String id,
      KeyLabel label,
      String keyHash,
      String tokenId,
      ConfigurationSource sourceType,
      boolean active,
      boolean available,
      List<String> possibleActions) {}

  /** What a key is called. */
  record KeyLabel(String label) {}

  /** The PIN of a token. */
  record TokenPassword(char[] password) {
    @Override
    public String toString() {
      return "TokenPassword[]";
    }
  }

  Tokens(Registry registry) {
    this.registry = registry;
  }

  @GET
  @Needs({Permission.ACTIVATE_TOKEN, Permission.VIEW_INTERNAL_CONFIGURATION_SOURCE})
  public List<Token> getTokens() {
    return List.of(token());
  }

  @PUT
  @Path("{token_id}/login")
  @Needs(Permission.ACTIVATE_TOKEN)
  @Audited(AuditEvent.LOGIN_TOKEN)
  public Token loginToken(
      @Context Call call, @PathParam("token_id") String id, TokenPassword password) {
    note(call, id);
    try {
      if (registry.system().status().tokenActive()) {
        throw Refusal.conflict("token_already_logged_in", id);
      }
      registry.system().login(password.password());
    } finally {
      Arrays.fill(password.password(), '\0');
    }
    return token();
  }

  @PUT
  @Path("{token_id}/logout")
  @Needs(Permission.DEACTIVATE_TOKEN)
  @Audited(AuditEvent.LOGOUT_TOKEN)
  public Token logoutToken(@Context Call call, @PathParam("token_id") String id) {
    note(call, id);
    registry.system().logout();
    return token();
  }

  private static void note(Call call, String id) {
    call.note("tokenId", id).note("tokenSerialNumber", "").note("tokenFriendlyName", NAME);
    require(id);
  }

  static void require(String id) {
    if (!id.equals(ID)) {
      throw Refusal.notFound("token_not_found", id);
    }
  }

  private Token token() {
    boolean open = registry.system().status().tokenActive();
    var keys = keys(registry);
    var actions = new ArrayList<String>();
    actions.add(open ? "LOGOUT" : "LOGIN");
    if (open) {
      Stream.of(ConfigurationSource.values())
          .filter(source -> keys.stream().filter(k -> k.sourceType() == source).count() < 2)
          .forEach(source -> actions.add("GENERATE_" + source + "_KEY"));
    }
    return new Token(ID, NAME, "OK", open, open, true, "", List.copyOf(actions), keys);
  }

  /** The keys of this node. */
  static List<SigningKey> keys(Registry registry) {
    RegistryNode node = registry.snapshot().node(registry.system().status().node());
    boolean open = registry.system().status().tokenActive();
    var keys = new ArrayList<SigningKey>();
    for (ConfigurationSource source : ConfigurationSource.values()) {
      SourceKeys known = node.keys(source);
      for (X509Certificate certificate : known.certificates()) {
        String id = id(certificate);
        boolean active = known.active().filter(key -> key.keyId().equals(id)).isPresent();
        keys.add(
            new SigningKey(
                id,
                new KeyLabel(source.word() + " signing key"),
                HexFormat.of()
                    .withUpperCase()
                    .formatHex(DigestAlgorithm.SHA1.digest(encoded(certificate)).value()),
                ID,
                source,
                active,
                open,
                active ? List.of() : List.of("ACTIVATE", "DELETE")));
      }
    }
    return List.copyOf(keys);
  }

  private static byte[] encoded(X509Certificate certificate) {
    return org.postroad.protocol.certificate.Certificates.encoded(certificate);
  }

  /** A key's id is the SHA-1 of its public half. */
  static String id(X509Certificate certificate) {
    return HexFormat.of()
        .withUpperCase()
        .formatHex(DigestAlgorithm.SHA1.digest(certificate.getPublicKey().getEncoded()).value());
  }

  /** A key by its id. */
  static SigningKey key(Registry registry, String id) {
    return keys(registry).stream()
        .filter(key -> key.id().equals(id))
        .findFirst()
        .orElseThrow(() -> Refusal.notFound("signing_key_not_found", id));
  }
}
