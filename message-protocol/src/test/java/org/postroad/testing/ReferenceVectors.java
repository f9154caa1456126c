// SPDX-License-Identifier: MIT

package org.postroad.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Files made by other implementations, which are not part of this repository. The folder is given
 * by {@code -Dreference.vectors=DIR}; a relative one counts from where Maven was started, whichever
 * module runs. Tests that use them carry {@code @Tag(ReferenceVectors.TAG)}.
 */
public final class ReferenceVectors implements LauncherSessionListener {

  /** The tag without which a test must not use reference vectors. */
  public static final String TAG = "reference-vectors";

  private static final String FOLDER = "reference.vectors";

  /** The file or folder at a path relative to the given folder. */
  public static Path path(String relative) {
    var folder = System.getProperty(FOLDER);
    if (folder == null || folder.isBlank()) {
      throw new IllegalStateException("needs -D" + FOLDER + "=DIR");
    }
    var path = Path.of(folder).resolve(relative);
    if (!Files.exists(path)) {
      throw new IllegalStateException("no such reference vector: " + path);
    }
    return path;
  }

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    var folder = System.getProperty(FOLDER);
    if (folder != null && !folder.isBlank()) {
      var startedIn = Path.of(System.getProperty("maven.started.in", ""));
      System.setProperty(FOLDER, startedIn.resolve(folder).toAbsolutePath().normalize().toString());
    }
  }
}
