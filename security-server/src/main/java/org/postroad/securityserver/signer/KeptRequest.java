// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.util.Optional;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.identifier.MemberId;

/**
 * A certificate request that was made and not answered yet (C61). Its bytes are made anew whenever
 * somebody asks for them.
 *
 * @param id 40 upper-case hex digits
 * @param key the id of the key
 * @param member whom a signing certificate is for
 * @param dnsName asked for as subject alternative name
 * @param profile the class name of the certificate profile
 */
public record KeptRequest(
    String id,
    String key,
    KeyUse use,
    Optional<MemberId> member,
    String subject,
    Optional<String> dnsName,
    String profile) {}
