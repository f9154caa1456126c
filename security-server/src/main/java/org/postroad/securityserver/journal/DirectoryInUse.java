// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.IOException;

/** Another process, or another journal of this one, has the directory of a journal open. */
public final class DirectoryInUse extends IOException {
  private static final long serialVersionUID = 1;

  DirectoryInUse(String text) {
    super(text);
  }

  DirectoryInUse(String text, Throwable cause) {
    super(text, cause);
  }
}
