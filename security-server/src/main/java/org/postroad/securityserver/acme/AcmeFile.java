// SPDX-License-Identifier: MIT
package org.postroad.securityserver.acme;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.securityserver.conf.SecretYaml;

/**
 * Credentials for accounts at authorities, in the form of X-Road's {@code acme.yml} (C81):
 *
 * <pre>{@code
 * account-keystore-password: …
 * eab-credentials:
 *   certificate-authorities:
 *     'Test CA':
 *       mac-key-base64-encoded: true
 *       members:
 *         'EE:GOV:1234':
 *           auth-kid: key-2
 *           auth-mac-key: …
 *           sign-kid: key-3
 *           sign-mac-key: …
 * }</pre>
 *
 * <p>A member has {@code kid} and {@code mac-key} for both uses, or those of each use.
 */
public final class AcmeFile {
  private static final String HMAC = "HmacSHA256";

  private final char[] password;
  private final Map<String, Map<String, Member>> authorities;

  /** Which key an account is bound with. */
  record Binding(String keyId, SecretKey key) {
    @Override
    public String toString() {
      return keyId;
    }
  }

  private record Member(
      Optional<Binding> both, Optional<Binding> authentication, Optional<Binding> signing) {

    Optional<Binding> of(KeyUse use) {
      return own(use).or(() -> both);
    }

    Optional<Binding> own(KeyUse use) {
      return switch (use) {
        case AUTHENTICATION -> authentication;
        case SIGNING -> signing;
      };
    }
  }

  private AcmeFile(char[] password, Map<String, Map<String, Member>> authorities) {
    this.password = password;
    this.authorities = Map.copyOf(authorities);
  }

  /**
   * Reads it, if there is one.
   *
   * @throws IllegalArgumentException what is wrong with it
   */
  public static Optional<AcmeFile> read(Path file) throws IOException {
    return SecretYaml.read(file, AcmeFile::read);
  }

  private static AcmeFile read(SecretYaml yaml) {
    return new AcmeFile(
        yaml.required("account-keystore-password").toCharArray(),
        yaml.section(
                "eab-credentials",
                credentials ->
                    credentials
                        .section("certificate-authorities", all -> all.sections(AcmeFile::members))
                        .orElse(Map.of()))
            .orElse(Map.of()));
  }

  private static Map<String, Member> members(SecretYaml authority) {
    boolean base64 = authority.flag("mac-key-base64-encoded", false);
    return authority
        .section("members", all -> all.sections(member -> member(member, base64)))
        .orElse(Map.of());
  }

  private static Member member(SecretYaml yaml, boolean base64) {
    return new Member(
        binding(yaml, "", base64), binding(yaml, "auth-", base64), binding(yaml, "sign-", base64));
  }

  private static Optional<Binding> binding(SecretYaml yaml, String prefix, boolean base64) {
    Optional<String> id = yaml.text(prefix + "kid");
    Optional<String> key = yaml.text(prefix + "mac-key");
    if (id.isPresent() != key.isPresent()) {
      throw yaml.wrong("has only one of " + prefix + "kid and " + prefix + "mac-key");
    }
    return id.map(known ->
        new Binding(known, new SecretKeySpec(octets(yaml, key.orElseThrow(), base64), HMAC)));
  }

  /** Without the padding that many authorities leave out. */
  private static byte[] octets(SecretYaml yaml, String key, boolean base64) {
    if (!base64) {
      return key.getBytes(StandardCharsets.UTF_8);
    }
    String url = key.replace('+', '-').replace('/', '_').replaceFirst("=+$", "");
    try {
      return Base64.getUrlDecoder().decode(url);
    } catch (IllegalArgumentException _) {
      throw yaml.wrong("has a key that is not base64");
    }
  }

  /** A fresh copy of the password of the account keys, to be wiped after use. */
  char[] password() {
    return password.clone();
  }

  /** What the account of a member at an authority is bound with. */
  Optional<Binding> binding(String authority, MemberId member, KeyUse use) {
    return known(authority, member).flatMap(known -> known.of(use));
  }

  /** The name of the key of that account: the member has one for each use, or one for both. */
  String alias(String authority, MemberId member, KeyUse use) {
    boolean own = known(authority, member).flatMap(known -> known.own(use)).isPresent();
    String prefix =
        switch (use) {
          case AUTHENTICATION -> "auth_";
          case SIGNING -> "sign_";
        };
    return (own ? prefix : "") + name(member);
  }

  private Optional<Member> known(String authority, MemberId member) {
    return Optional.ofNullable(authorities.getOrDefault(authority, Map.of()).get(name(member)));
  }

  private static String name(MemberId member) {
    return member.instance() + ":" + member.memberClass() + ":" + member.memberCode();
  }

  @Override
  public String toString() {
    return "credentials for " + authorities.keySet();
  }
}
