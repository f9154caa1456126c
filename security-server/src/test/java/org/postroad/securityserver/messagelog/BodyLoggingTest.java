// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.securityserver.messagelog.BodyLogging.Lists;

/** Lists of subsystems whose bodies are logged otherwise than the rule says (E-011, E-012). */
class BodyLoggingTest {
  private static final ClientId TAX = ClientId.parse("FI/GOV/1710128-9/MANSIKKA");
  private static final ClientId OTHER = ClientId.parse("FI/GOV/1710128-9/MUSTIKKA");

  private static String refusal(boolean enabled, Lists enabledFor, Lists disabledFor) {
    return String.valueOf(
        assertThrows(
                IllegalArgumentException.class,
                () -> BodyLogging.of(enabled, enabledFor, disabledFor))
            .getMessage());
  }

  @Test
  void everyBodyIsLoggedUnlessSaid() {
    assertEquals(BodyLogging.ALL, MessageLogOptions.DEFAULT.bodies());
    assertEquals(BodyLogging.ALL, BodyLogging.of(true, Lists.EMPTY, Lists.EMPTY));
    assertEquals(BodyLogging.NONE, BodyLogging.of(false, Lists.EMPTY, Lists.EMPTY));
    for (Side side : Side.values()) {
      assertTrue(BodyLogging.ALL.logs(side, TAX));
      assertFalse(BodyLogging.NONE.logs(side, TAX));
    }
  }

  @Test
  void aListIsSeparatedByCommasAndBlanksDoNotMatter() {
    BodyLogging logging =
        BodyLogging.of(
            true, Lists.EMPTY, new Lists(" " + TAX + ", FI / GOV/1710128-9/MUSTIKKA ,", ""));
    assertEquals(new BodyLogging(true, Set.of(TAX, OTHER), Set.of()), logging);
  }

  @Test
  void theLocalListCountsForTheProviderAndTheRemoteOneForTheConsumer() {
    BodyLogging off =
        BodyLogging.of(true, Lists.EMPTY, new Lists(TAX.toString(), OTHER.toString()));
    assertFalse(off.logs(Side.PROVIDER, TAX));
    assertTrue(off.logs(Side.PROVIDER, OTHER));
    assertTrue(off.logs(Side.CONSUMER, TAX));
    assertFalse(off.logs(Side.CONSUMER, OTHER));
    BodyLogging on =
        BodyLogging.of(false, new Lists(TAX.toString(), OTHER.toString()), Lists.EMPTY);
    assertTrue(on.logs(Side.PROVIDER, TAX));
    assertFalse(on.logs(Side.PROVIDER, OTHER));
    assertFalse(on.logs(Side.CONSUMER, TAX));
    assertTrue(on.logs(Side.CONSUMER, OTHER));
  }

  @Test
  void everyPartOfTheSubsystemHasToMatch() {
    BodyLogging off = BodyLogging.of(true, Lists.EMPTY, new Lists(TAX.toString(), ""));
    for (String other :
        new String[] {
          "EE/GOV/1710128-9/MANSIKKA",
          "FI/COM/1710128-9/MANSIKKA",
          "FI/GOV/1710128-8/MANSIKKA",
          "FI/GOV/1710128-9/mansikka",
          "FI/GOV/1710128-9"
        }) {
      assertTrue(off.logs(Side.PROVIDER, ClientId.parse(other)), other);
    }
  }

  @Test
  void aListThatSaysTheSameAsTheRuleIsRefused() {
    Lists local = new Lists(TAX.toString(), "");
    Lists remote = new Lists("", TAX.toString());
    assertEquals(
        "enabled-body-logging-local-producer-subsystems should not be used when"
            + " message-body-logging is true, it is 'FI/GOV/1710128-9/MANSIKKA'",
        refusal(true, local, Lists.EMPTY));
    assertTrue(
        refusal(true, remote, Lists.EMPTY)
            .startsWith("enabled-body-logging-remote-producer-subsystems "));
    assertTrue(
        refusal(false, Lists.EMPTY, local)
            .startsWith("disabled-body-logging-local-producer-subsystems "));
    assertTrue(
        refusal(false, remote, remote)
            .startsWith("disabled-body-logging-remote-producer-subsystems "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"FI", "FI/GOV/1710128-9", "FI/GOV/1710128-9/A/B", "FI//1/A", "FI/GOV/1/", "a;b"})
  void whatIsNoSubsystemIsRefusedWithTheValue(String bad) {
    String text = refusal(false, new Lists(OTHER + "," + bad, ""), Lists.EMPTY);
    assertTrue(text.contains("detected bad value: " + bad), text);
    assertEquals(text, refusal(true, Lists.EMPTY, new Lists("", bad)));
  }

  @Test
  void aMemberIsNoException() {
    Set<ClientId> members = Set.of(ClientId.parse("FI/GOV/1710128-9"));
    assertThrows(IllegalArgumentException.class, () -> new BodyLogging(true, members, Set.of()));
  }
}
