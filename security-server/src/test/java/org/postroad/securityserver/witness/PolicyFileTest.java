// SPDX-License-Identifier: MIT
package org.postroad.securityserver.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.transparency.TlogPolicy;

class PolicyFileTest {
  @TempDir private Path folder;

  @Test
  void aChangeCountsAtOnceAndAMistakeLeavesWhatWasBefore() throws IOException {
    Path file = folder.resolve("tlog-policy");
    PolicyFile policy = PolicyFile.open(file);
    assertEquals(TlogPolicy.NOBODY, policy.get());
    TestLog log = TestLog.create();
    Files.writeString(file, "log " + log.key() + "\nquorum none\n");
    assertEquals(List.of(log.key()), policy.get().keysOf(TestLog.ORIGIN));
    Files.writeString(file, "log " + log.key() + "\nquorum");
    assertEquals(List.of(log.key()), policy.get().keysOf(TestLog.ORIGIN));
    Files.writeString(file, "quorum none\n");
    assertEquals(List.of(), policy.get().keysOf(TestLog.ORIGIN));
  }

  @Test
  void aFileThatIsNotUnderstoodStopsTheStart() throws IOException {
    Path file = Files.writeString(folder.resolve("tlog-policy"), "log nonsense\nquorum none\n");
    IOException refused = assertThrows(IOException.class, () -> PolicyFile.open(file));
    assertTrue(String.valueOf(refused.getMessage()).contains("line 1"), refused.getMessage());
  }
}
