// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.security.ProviderException;
import java.util.Optional;
import javax.security.auth.login.LoginException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** C72: what a device returned at a login, found below what the JDK's provider makes of it. */
final class PinStateTest {

  @ParameterizedTest
  @CsvSource({
    "CKR_PIN_LOCKED, LOCKED",
    "CKR_PIN_INCORRECT, INCORRECT",
    "CKR_PIN_INVALID, INVALID",
    "CKR_PIN_LEN_RANGE, LENGTH",
    "CKR_PIN_EXPIRED, EXPIRED",
    "CKR_USER_PIN_NOT_INITIALIZED, NOT_INITIALIZED"
  })
  void lockedAndWrongAreToldApart(String returned, PinState state) {
    LoginException login = new LoginException();
    login.initCause(new ProviderException(returned));
    assertEquals(Optional.of(state), PinState.of(new IOException("load failed", login)));
  }

  @Test
  void otherFailuresSayNothingOfThePin() {
    assertEquals(
        Optional.empty(),
        PinState.of(new IOException("load failed", new ProviderException("CKR_DEVICE_REMOVED"))));
    assertEquals(Optional.empty(), PinState.of(new ProviderException()));
  }

  @ParameterizedTest
  @CsvSource({
    "42D, OK, OK",
    "42D, INCORRECT, INCORRECT",
    "1042D, INCORRECT, COUNT_LOW",
    "1042D, OK, COUNT_LOW",
    "3042D, INCORRECT, FINAL_TRY",
    "7042D, INCORRECT, LOCKED",
    "42D, LOCKED, LOCKED",
    "1042D, LOCKED, LOCKED",
    "10425, EXPIRED, COUNT_LOW",
    "425, OK, NOT_INITIALIZED",
    "401, OK, OK"
  })
  void whatTheDeviceCountsGoesBeforeWhatItSaid(String flags, PinState said, PinState state) {
    assertEquals(state, new TokenInformation("label", "1", Long.parseLong(flags, 16)).pin(said));
  }
}
