// SPDX-License-Identifier: MIT
package org.postroad.securityserver.keys;

import java.security.SecureRandom;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.token.HardwareToken;
import org.postroad.protocol.token.PinPolicy;
import org.postroad.securityserver.signer.ServerKeys;

/**
 * Logging in to the tokens of a running server and out of them, and the PIN of the server. A token
 * that nobody is logged in to signs nothing, and what needs one of its keys is refused.
 */
public final class TokenAdministration {
  private final Keyring ring;
  private final ServerKeys keys;
  private final SecureRandom random;

  TokenAdministration(Keyring ring, SecureRandom random) {
    this.ring = ring;
    this.keys = ring.keys();
    this.random = random;
  }

  /**
   * Logs in. A device counts wrong PINs and locks itself, so it is asked once for each call.
   *
   * @throws Fault {@code token_not_active} when the PIN is refused, for the reason that {@link
   *     TokenState#pin} then has; {@code token_not_available} when the device is away
   */
  public void logIn(String token, char[] pin) {
    if (token.equals(TokenState.SOFTWARE)) {
      if (keys.softwareToken().isPresent()) {
        throw loggedIn(token);
      }
      keys.logIn(pin);
      return;
    }
    HardwareToken device = device(token);
    if (device.isOpen()) {
      throw loggedIn(token);
    }
    device.logIn(pin);
    keys.devicesChanged();
  }

  /** Ends the use of a token until somebody logs in; twice is as once. */
  public void logOut(String token) {
    if (token.equals(TokenState.SOFTWARE)) {
      keys.logOut();
      return;
    }
    device(token).logOut();
    keys.devicesChanged();
  }

  /**
   * Deletes a hardware token whose device is gone, with what is known of its keys (C74).
   *
   * @throws Fault {@code invalid_request} for any other token
   */
  public void delete(String token) {
    if (token.equals(TokenState.SOFTWARE)) {
      throw new Fault(FaultCode.INVALID_REQUEST, "The software token is not deleted");
    }
    keys.removeDevice(device(token).name());
  }

  /**
   * Changes the PIN of the software token and of all else that is under it (C64). Whoever starts
   * the server needs the new one from now on.
   *
   * @param strong whether the new one must be as {@link PinPolicy} says
   */
  public void changePin(char[] old, char[] next, boolean strong) {
    if (next.length == 0 || (strong && !PinPolicy.isStrong(next))) {
      throw new Fault(
          FaultCode.INVALID_REQUEST,
          "A PIN has at least ten printable ASCII characters, of three of the four kinds lower"
              + " case, upper case, digit, other");
    }
    ring.others().changePin(next, () -> keys.changePin(ring.underPin(), old, next, random));
  }

  private HardwareToken device(String name) {
    return keys.hardwareTokens().stream()
        .filter(token -> token.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new Fault(FaultCode.TOKEN_NOT_FOUND, "There is no token " + name));
  }

  private static Fault loggedIn(String token) {
    return new Fault(
        FaultCode.INVALID_REQUEST, "Somebody is logged in to token " + token + " already");
  }
}
