// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowedFederationsTest {

  /** Row A112: none beats everything, all beats a list, names in any case. */
  @ParameterizedTest
  @CsvSource({
    "'', EE, false",
    "none, EE, false",
    "all, EE, true",
    "EE, EE, true",
    "ee, EE, true",
    "EE, ee, true",
    "' EE ', EE, true",
    "FI, EE, false",
    "'FI,EE', EE, true",
    "'all,FI', EE, true",
    "'FI,none,EE', EE, false",
    "'all,none', EE, false",
    "'NONE,all', EE, false",
    "'All', EE, true"
  })
  void theSettingTellsWhoIsFollowed(String words, String instance, boolean followed) {
    List<String> list = words.isEmpty() ? List.of() : List.of(words.split(",", -1));
    assertEquals(followed, AllowedFederations.of(list).allows(instance));
  }

  @Test
  void nobodyIsFollowedUnlessThatIsSaid() {
    assertEquals(AllowedFederations.NONE, GlobalConfigurationSettings.DEFAULT.federations());
  }
}
