// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What nodes have in common and what each has for itself (F04). */
class NodeFileTest {
  private static final ServerDirectory DIRECTORY = new ServerDirectory(Path.of("/server"));

  /** Of these only parts are common. */
  private static final Set<String> MIXED = Set.of("root", "keys");

  @Test
  void everyPlaceOfAServerIsOneOrTheOther() throws ReflectiveOperationException {
    Set<Path> known = new TreeSet<>();
    for (Method method : ServerDirectory.class.getDeclaredMethods()) {
      if (method.getReturnType() == Path.class && !MIXED.contains(method.getName())) {
        known.add((Path) method.invoke(DIRECTORY));
      }
    }
    assertEquals(
        known,
        Arrays.stream(NodeFile.values())
            .map(file -> file.in(DIRECTORY))
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void nothingCommonHoldsAnythingOfOneNode() {
    List<Path> own =
        Arrays.stream(NodeFile.values())
            .filter(file -> !file.isCommon())
            .map(file -> file.in(DIRECTORY))
            .toList();
    for (NodeFile common : NodeFile.common()) {
      for (Path one : own) {
        assertFalse(one.startsWith(common.in(DIRECTORY)), common + " holds " + one);
      }
    }
  }

  @Test
  void logsKeysOfLogsAndWhatIsFetchedAreNeverCopied() {
    assertEquals(
        List.of(
            "configuration-anchor.xml",
            "server-configuration.copy",
            "keys/token.p12",
            "keys/certificates",
            "keys/keys.json",
            "keys/tokens",
            "keys/internal-tls.p12",
            "keys/internal-tls.der",
            "tlog-policy",
            "api-tokens"),
        NodeFile.common().stream()
            .map(file -> DIRECTORY.root().relativize(file.in(DIRECTORY)).toString())
            .toList());
  }
}
