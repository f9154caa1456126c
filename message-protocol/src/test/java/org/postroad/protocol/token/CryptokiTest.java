// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.fault.Fault;
import org.postroad.testing.SoftHsm;

/** C72: what a device tells beside the JDK's provider, here SoftHSM. */
@Tag("hsm")
final class CryptokiTest {
  private static final long RNG = 0x1;
  private static final long LOGIN_REQUIRED = 0x4;
  private static final long USER_PIN_INITIALIZED = 0x8;
  private static final long TOKEN_INITIALIZED = 0x400;
  private static final long USER_PIN_COUNT_LOW = 0x1_0000;

  private final SoftHsm device = SoftHsm.token();

  @BeforeEach
  void initializeTheLibrary() {
    device.logOutEverybody();
  }

  private TokenInformation look(HardwareTokenSlot slot) {
    return assertInstanceOf(TokenLook.There.class, Cryptoki.look(SoftHsm.library(), slot))
        .information();
  }

  @Test
  void flagsLabelAndSerialNumberAreRead() {
    TokenInformation told = look(new HardwareTokenSlot.Id(device.slot()));
    long expected = RNG | LOGIN_REQUIRED | USER_PIN_INITIALIZED | TOKEN_INITIALIZED;
    assertEquals(expected, told.flags() & expected, () -> Long.toHexString(told.flags()));
    assertEquals("test", told.label());
    assertEquals(16, told.serialNumber().length(), told::serialNumber);
  }

  @Test
  void slotsAreCountedAsTheProviderCountsThem() {
    String serial = look(new HardwareTokenSlot.Id(device.slot())).serialNumber();
    int place =
        IntStream.range(0, 1_000)
            .filter(index ->
                Cryptoki.look(SoftHsm.library(), new HardwareTokenSlot.Index(index))
                        instanceof TokenLook.There(TokenInformation told)
                    && told.serialNumber().equals(serial))
            .findFirst()
            .orElseThrow();
    HardwareToken token =
        new HardwareToken(
            new HardwareTokenOptions(
                "counted", SoftHsm.library(), new HardwareTokenSlot.Index(place), RsaPadding.PKCS1),
            device::pin);
    token.open();
    assertEquals(serial, token.about().get(HardwareToken.SERIAL_NUMBER));
  }

  @Test
  void wrongPinsAreCounted() {
    SoftHsm another = SoftHsm.expendableToken();
    HardwareToken token =
        new HardwareToken(another.options(RsaPadding.PKCS1), "not the PIN"::toCharArray);
    assertThrows(Fault.class, token::open);
    TokenInformation told = look(new HardwareTokenSlot.Id(another.slot()));
    assertEquals(USER_PIN_COUNT_LOW, told.flags() & USER_PIN_COUNT_LOW);
    assertEquals(PinState.COUNT_LOW, token.pinState());
    token.logIn(another.pin());
    assertEquals(PinState.OK, token.pinState());
  }

  @Test
  void aTokenThatIsNotThereIsAway() {
    assertInstanceOf(
        TokenLook.Away.class, Cryptoki.look(SoftHsm.library(), new HardwareTokenSlot.Id(1)));
    assertInstanceOf(
        TokenLook.Away.class, Cryptoki.look(SoftHsm.library(), new HardwareTokenSlot.Index(900)));
  }

  @Test
  void nothingIsKnownOfALibraryThatIsNotThere() {
    assertInstanceOf(
        TokenLook.Unknown.class, Cryptoki.look("/nowhere/lib.so", new HardwareTokenSlot.Id(1)));
  }
}
