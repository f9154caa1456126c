// SPDX-License-Identifier: MIT
package org.postroad.securityserver.acme;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads requests as RFC 8555 wants them (6.2 to 6.5), and refuses all others. */
final class AcmeRequests {
  static final JsonMapper JSON = JsonMapper.shared();

  private final Set<String> nonces = ConcurrentHashMap.newKeySet();

  /** What a client is told in {@code application/problem+json}. */
  static final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final int status;
    final String type;

    Problem(int status, String type, String detail) {
      super(detail);
      this.status = status;
      this.type = type;
    }
  }

  /** A request that is proven: by the key of an account, or by a key of its own. */
  record Proven(String account, PublicKey key, JsonNode jwk, byte[] payload) {
    JsonNode json() {
      return JSON.readTree(payload);
    }
  }

  String newNonce() {
    String nonce = UUID.randomUUID().toString().replace("-", "");
    nonces.add(nonce);
    return nonce;
  }

  Proven read(HttpExchange exchange, String url, Function<String, PublicKey> accounts)
      throws IOException {
    require(
        "application/jose+json".equals(exchange.getRequestHeaders().getFirst("Content-Type")),
        "media type");
    JsonNode jws = JSON.readTree(exchange.getRequestBody().readAllBytes());
    JsonNode head = JSON.readTree(octets(jws.required("protected").asString()));
    require(head.required("url").asString().equals(url), "url of another request");
    require(head.has("kid") != head.has("jwk"), "either kid or jwk");
    if (!nonces.remove(head.required("nonce").asString())) {
      throw new Problem(400, "badNonce", "used or unknown nonce");
    }
    Proven proven = proven(jws, head, accounts);
    return proven;
  }

  private static Proven proven(JsonNode jws, JsonNode head, Function<String, PublicKey> accounts) {
    String account = head.has("kid") ? head.get("kid").asString() : "";
    PublicKey key = head.has("kid") ? accounts.apply(account) : key(head.get("jwk"));
    requireSigned(jws, head, key);
    byte[] payload = octets(jws.required("payload").asString());
    return new Proven(account, key, head.path("jwk"), payload);
  }

  /** A request within a request, for a change of keys (7.3.5). */
  static Proven inner(JsonNode jws, String url) {
    JsonNode head = JSON.readTree(octets(jws.required("protected").asString()));
    require(head.required("url").asString().equals(url) && !head.has("nonce"), "inner head");
    return proven(
        jws,
        head,
        account -> {
          throw new Problem(400, "malformed", account + " within a request");
        });
  }

  private static void requireSigned(JsonNode jws, JsonNode head, PublicKey key) {
    require(head.required("alg").asString().equals("RS256"), "RS256");
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(key);
      signature.update(signed(jws));
      require(signature.verify(octets(jws.required("signature").asString())), "signature");
    } catch (GeneralSecurityException e) {
      throw new Problem(400, "malformed", e.toString());
    }
  }

  /** External account binding (7.3.4): HMAC over the key of the account, for this address. */
  static void requireBound(JsonNode jws, JsonNode jwk, String url, byte[] secret) {
    JsonNode head = JSON.readTree(octets(jws.required("protected").asString()));
    require(head.required("alg").asString().equals("HS256"), "HS256");
    require(head.required("url").asString().equals(url), "url of the binding");
    require(JSON.readTree(octets(jws.required("payload").asString())).equals(jwk), "bound key");
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      require(
          MessageDigest.isEqual(
              mac.doFinal(signed(jws)), octets(jws.required("signature").asString())),
          "MAC");
    } catch (GeneralSecurityException e) {
      throw new Problem(400, "malformed", e.toString());
    }
  }

  static String boundTo(JsonNode jws) {
    return JSON.readTree(octets(jws.required("protected").asString())).required("kid").asString();
  }

  private static byte[] signed(JsonNode jws) {
    return (jws.get("protected").asString() + "." + jws.get("payload").asString())
        .getBytes(StandardCharsets.US_ASCII);
  }

  static PublicKey key(JsonNode jwk) {
    require(jwk.required("kty").asString().equals("RSA") && !jwk.has("d"), "public RSA key");
    try {
      return KeyFactory.getInstance("RSA")
          .generatePublic(
              new RSAPublicKeySpec(
                  new BigInteger(1, octets(jwk.required("n").asString())),
                  new BigInteger(1, octets(jwk.required("e").asString()))));
    } catch (GeneralSecurityException e) {
      throw new Problem(400, "badPublicKey", e.toString());
    }
  }

  /** RFC 7638. */
  static String thumbprint(JsonNode jwk) {
    String canonical =
        "{\"e\":\"%s\",\"kty\":\"RSA\",\"n\":\"%s\"}"
            .formatted(jwk.get("e").asString(), jwk.get("n").asString());
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(canonical.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] octets(String base64url) {
    require(base64url.indexOf('=') < 0, "base64url without padding");
    return Base64.getUrlDecoder().decode(base64url);
  }

  static void require(boolean condition, String what) {
    if (!condition) {
      throw new Problem(400, "malformed", "expected " + what);
    }
  }
}
