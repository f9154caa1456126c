// SPDX-License-Identifier: MIT
package org.postroad.cli.doctor;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.postroad.protocol.token.HardwareToken;
import org.postroad.securityserver.signer.ServerKeys;

/** The tokens of a server whose software token is open: are its devices there, and let it in? */
final class Devices {
  private static final String CHECK = "token";
  private static final String MEANS = "nothing is signed with its keys";

  private Devices() {}

  static Finding look(ServerKeys keys) {
    List<String> unusable = keys.unusableDevices();
    return keys.hardwareTokens().stream()
        .filter(token -> unusable.contains(token.name()))
        .findFirst()
        .map(Devices::unusable)
        .orElseGet(() -> Finding.good(CHECK, "opens with the PIN"));
  }

  private static Finding unusable(HardwareToken token) {
    return switch (token.pinState()) {
      case OK ->
          failed(
              "hardware token " + token.name() + " cannot be used: " + place(token),
              "look whether the device is there and its library is the one configured");
      case LOCKED, NOT_INITIALIZED, EXPIRED ->
          failed(
              "hardware token " + token.name() + " lets nobody in: its PIN is " + state(token),
              "set a PIN with the tool of its maker; then postroad server token login "
                  + token.name());
      case INCORRECT, INVALID, LENGTH -> wrong(token, "refuses the PIN, which is " + state(token));
      case COUNT_LOW -> wrong(token, "was told a wrong PIN, and counts them");
      case FINAL_TRY -> wrong(token, "locks itself when it is told one more wrong PIN");
    };
  }

  private static Finding wrong(HardwareToken token, String what) {
    return failed(
        "hardware token " + token.name() + " " + what,
        "postroad server token login "
            + token.name()
            + " with the right PIN, before the"
            + " device locks itself; then mend its pin-file, or pin.file without one");
  }

  private static String state(HardwareToken token) {
    return token.pinState().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String place(HardwareToken token) {
    return token.about().entrySet().stream()
        .map(each -> each.getKey() + " " + each.getValue())
        .collect(Collectors.joining(", "));
  }

  private static Finding failed(String cause, String next) {
    return Finding.failed(CHECK, cause, MEANS, Finding.HERE, next);
  }
}
