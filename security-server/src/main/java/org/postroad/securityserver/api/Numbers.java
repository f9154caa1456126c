// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.LocalGroupId;
import org.postroad.securityserver.conf.ServiceDescription.Endpoint;

/**
 * Numbers for what the API counts and this server knows by name: the first 53 bits of a hash of
 * what names it, as many as every reader of JSON can tell apart. So a number is the same on every
 * node and after every start, and kept nowhere.
 */
final class Numbers {
  private static final int UNUSED_BITS = 11;

  private Numbers() {}

  static String ofDescription(ClientId owner, String url) {
    return of("description", Encoded.of(owner), url);
  }

  static String ofGroup(ClientId owner, LocalGroupId group) {
    return of("group", Encoded.of(owner), group.groupCode());
  }

  static String ofEndpoint(ClientId owner, String code, Endpoint endpoint) {
    return of("endpoint", Encoded.of(owner), code, endpoint.method(), endpoint.path());
  }

  private static String of(String kind, String... names) {
    byte[] text = (kind + '\n' + String.join("\n", names)).getBytes(UTF_8);
    long number = ByteBuffer.wrap(DigestAlgorithm.SHA256.digest(text).value()).getLong();
    return Long.toString(number >>> UNUSED_BITS);
  }
}
