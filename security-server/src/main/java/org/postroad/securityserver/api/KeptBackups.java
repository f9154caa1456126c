// SPDX-License-Identifier: MIT

package org.postroad.securityserver.api;

import java.util.List;
import org.postroad.protocol.administration.BackupOperations;

/** The backups of a server (E30). */
public interface KeptBackups extends BackupOperations.Kept {
  /** Whether this node makes any; all that are made are encrypted and signed. */
  boolean areMade();

  /** The fingerprint of the key they are encrypted to, once there is one. */
  List<String> keys();

  /** Whether the file of settings is not in them, since it is not in the server's directory. */
  boolean lackSettings();

  /**
   * To be asked before anything is changed.
   *
   * @throws org.postroad.protocol.fault.Fault {@code maintenance_mode} once a restore was prepared
   */
  void requireNoRestore();
}
