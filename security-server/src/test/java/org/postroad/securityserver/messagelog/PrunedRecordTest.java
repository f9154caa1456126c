// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.transparency.RecordLeaf;
import org.postroad.securityserver.journal.EntryBody;
import org.postroad.securityserver.journal.EntryType;
import org.postroad.securityserver.journal.JournalFixtures;

class PrunedRecordTest {
  private static final byte[] LEAF =
      RecordLeaf.entry(new byte[RecordLeaf.SALT], Fixtures.utf8("head"));

  @Test
  void isTheLeafAndNothingElse() throws IOException {
    var content = new PrunedRecord(LEAF).content();
    assertEquals(EntryType.PRUNED, content.type());
    assertArrayEquals(LEAF, JournalFixtures.inMemory(content));
    EntryBody body = new EntryBody.InMemory(JournalFixtures.inMemory(content));
    assertArrayEquals(LEAF, PrunedRecord.parse(body).leaf());
  }

  @Test
  void refusesWhatIsNoLeaf() {
    byte[] otherVersion = LEAF.clone();
    otherVersion[0] = 2;
    for (byte[] wrong : new byte[][] {new byte[0], Arrays.copyOf(LEAF, 32), otherVersion}) {
      assertThrows(IOException.class, () -> PrunedRecord.parse(new EntryBody.InMemory(wrong)));
      assertThrows(IllegalArgumentException.class, () -> new PrunedRecord(wrong));
    }
  }
}
