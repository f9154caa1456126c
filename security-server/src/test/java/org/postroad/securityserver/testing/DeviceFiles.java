// SPDX-License-Identifier: MIT
package org.postroad.securityserver.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.postroad.testing.SoftHsm;

/** What a server's keys say of a device, as an administrator writes it. */
public final class DeviceFiles {

  private DeviceFiles() {}

  /**
   * The token {@code hsm}.
   *
   * @param keys the directory of keys
   */
  public static void write(Path keys, SoftHsm device) throws IOException {
    write(keys, "hsm", device, "");
  }

  /**
   * A token with its PIN in a file for its owner alone.
   *
   * @param more further lines
   */
  public static void write(Path keys, String name, SoftHsm device, String more) throws IOException {
    Path tokens = Files.createDirectories(keys.resolve("tokens"));
    Path pin = keys.resolve(name + ".pin");
    if (!Files.exists(pin)) {
      Files.createFile(
          pin, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(pin, new String(device.pin()) + "\n");
    }
    Files.writeString(
        tokens.resolve(name + ".properties"),
        "library = %s\nslot = %d\npin-file = %s\n%s"
            .formatted(SoftHsm.library(), device.slot(), pin, more));
  }
}
