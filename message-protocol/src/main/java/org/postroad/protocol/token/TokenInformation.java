// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

/**
 * What a device says of one of its tokens ({@code CK_TOKEN_INFO}).
 *
 * @param flags bits of {@code CKF_…}
 */
record TokenInformation(String label, String serialNumber, long flags) {
  private static final long LOGIN_REQUIRED = 0x4;
  private static final long USER_PIN_INITIALIZED = 0x8;
  private static final long USER_PIN_COUNT_LOW = 0x1_0000;
  private static final long USER_PIN_FINAL_TRY = 0x2_0000;
  private static final long USER_PIN_LOCKED = 0x4_0000;

  /**
   * How the PIN stands, in the order of the reference implementation (C72): what the device counts
   * goes before what it said at a login.
   */
  PinState pin(PinState said) {
    if (has(USER_PIN_LOCKED) || said == PinState.LOCKED) {
      return PinState.LOCKED;
    }
    if (has(USER_PIN_FINAL_TRY)) {
      return PinState.FINAL_TRY;
    }
    if (has(USER_PIN_COUNT_LOW)) {
      return PinState.COUNT_LOW;
    }
    return has(LOGIN_REQUIRED) && !has(USER_PIN_INITIALIZED) ? PinState.NOT_INITIALIZED : said;
  }

  private boolean has(long flag) {
    return (flags & flag) != 0;
  }
}
