// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import org.postroad.securityserver.journal.EntryBody;
import org.postroad.securityserver.journal.EntryContent;
import org.postroad.securityserver.journal.EntryType;

/**
 * The body of a journal entry of type {@link EntryType#PRUNED}: the entry of the tree that stood
 * for a record whose content, head and salt are gone, 33 bytes. With it every proof stays valid;
 * what the record said cannot be found out from it.
 */
public record PrunedRecord(byte[] leaf) {
  private static final int LENGTH = 33;
  private static final byte LEAF_VERSION = 1;

  public PrunedRecord {
    if (leaf.length != LENGTH || leaf[0] != LEAF_VERSION) {
      throw new IllegalArgumentException("leaf of " + leaf.length + " bytes, expected " + LENGTH);
    }
  }

  public static PrunedRecord parse(EntryBody body) throws IOException {
    if (body.length() != LENGTH || body.bytes(0, 1)[0] != LEAF_VERSION) {
      throw new IOException("pruned record of " + body.length() + " bytes is no leaf");
    }
    return new PrunedRecord(body.bytes(0, LENGTH));
  }

  public EntryContent content() {
    return EntryContent.of(EntryType.PRUNED, leaf);
  }
}
