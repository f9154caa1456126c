// SPDX-License-Identifier: MIT
package org.postroad.securityserver.keys;

import java.util.List;
import java.util.Optional;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.token.KeyKind;
import org.postroad.securityserver.signer.KeptRequest;

/**
 * One key as an administrator sees it.
 *
 * @param id 40 upper-case hex digits
 * @param onDevice certificates that stand beside it on its device and were not imported; they are
 *     not in use
 * @param use what its first certificate or request is for
 */
public record KeyState(
    String id,
    String label,
    KeyKind kind,
    Optional<KeyUse> use,
    List<CertificateState> certificates,
    List<KeptRequest> requests,
    List<CertificateState> onDevice) {

  public KeyState {
    certificates = List.copyOf(certificates);
    requests = List.copyOf(requests);
    onDevice = List.copyOf(onDevice);
  }
}
