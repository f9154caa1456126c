// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemberKeysTest {

  @Test
  void readsTheExamplesOfTheManual() throws IOException {
    assertEquals(
        Map.of(
            "INSTANCE/memberClass/memberCode", Set.of("B23B8E993AC4632A896D39A27BE94D3451C16D33"),
            "withEquals=", Set.of("=Föö <foo@example.org>"),
            "test", Set.of("key#1", "key#2"),
            "#comment escape#", Set.of("#42"),
            "backslash\\=equals", Set.of("1"),
            "backslash\\#hash", Set.of("1")),
        MemberKeys.parse(
                List.of(
                    "# comment",
                    "  # comment = after blanks",
                    "",
                    "INSTANCE/memberClass/memberCode = B23B8E993AC4632A896D39A27BE94D3451C16D33",
                    "withEquals\\= = =Föö <foo@example.org>",
                    "test=key#1",
                    " test = key#2 ",
                    "\\#comment escape\\# = #42",
                    "backslash\\\\=equals = 1",
                    "backslash\\\\#hash = 1"))
            .keys());
  }

  @ParameterizedTest
  @ValueSource(strings = {"no separator", "= key", "member =", "member = ", "all\\=escaped"})
  void refusesALineThatMeansNothing(String line) {
    assertThrows(IOException.class, () -> MemberKeys.parse(List.of(line)));
  }
}
