// SPDX-License-Identifier: MIT
package org.postroad.securityserver.keys;

import java.util.Map;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.identifier.MemberId;

/**
 * What a certificate is asked for.
 *
 * @param member whom it is to sign for, or the owner of the server
 * @param authority the name of an approved certification service, whose profile counts
 * @param fields values for attributes of the profile that may be chosen, such as {@code C}; {@link
 *     #ALTERNATIVE_NAME} is a DNS name
 */
public record RequestWish(
    KeyUse use, MemberId member, String authority, Map<String, String> fields) {

  public static final String ALTERNATIVE_NAME = "subjectAltName";

  public RequestWish {
    fields = Map.copyOf(fields);
  }
}
