// SPDX-License-Identifier: MIT

package org.postroad.protocol.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * A restore in two steps. First everything is laid out beside what is there; one rename makes it
 * count. Then, before the program is started the next time, what is there is replaced; whoever is
 * interrupted at that begins again, and comes to the same end.
 */
public record StagedRestore(Path directory) {
  private static final String STAGING = ".restore-staging";
  private static final String READY = ".restore";
  private static final String DONE = ".restore-done";

  /** Looks at what was laid out; throws to refuse it. */
  @FunctionalInterface
  public interface Check {
    void judge(Path staging);
  }

  /** The files of the directory that are in its backups. */
  public Map<String, byte[]> present(BackedUp files) {
    var present = new TreeMap<String, byte[]>();
    try {
      for (Path path : OwnerFiles.below(directory, files::isEntered)) {
        if (files.isKept(path.toString())) {
          present.put(path.toString(), Files.readAllBytes(directory.resolve(path)));
        }
      }
      return present;
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot read " + directory, failure);
    }
  }

  /** Makes a backup count at the next start; nothing changes before. */
  public void prepare(BackupContent content, Check check) {
    try {
      Path staging = directory.resolve(STAGING);
      OwnerFiles.delete(staging);
      OwnerFiles.makeFolder(staging);
      for (Map.Entry<String, byte[]> file : content.files().entrySet()) {
        write(staging.resolve(file.getKey()), file.getValue());
      }
      check.judge(staging);
      OwnerFiles.delete(ready());
      OwnerFiles.move(staging, ready());
    } catch (IOException failure) {
      throw failed("prepare", failure);
    }
  }

  /** Whether a restore waits for its end. */
  public boolean isReady() {
    return Files.isDirectory(ready());
  }

  /** Where the files lie that shall be put in place. */
  public Path ready() {
    return directory.resolve(READY);
  }

  /** Puts every file in its place, deletes those that were not there then, and is done. */
  public void complete(BackedUp files) {
    try {
      for (Path path : OwnerFiles.below(directory, files::isEntered)) {
        boolean surplus =
            !Files.exists(ready().resolve(path)) && !files.isNeverSetBack(path.toString());
        if (files.isKept(path.toString()) && surplus) {
          Files.delete(directory.resolve(path));
        }
      }
      for (Path path : OwnerFiles.below(ready(), _ -> true)) {
        boolean stays =
            files.isNeverSetBack(path.toString()) && Files.exists(directory.resolve(path));
        if (files.isKept(path.toString()) && !stays) {
          write(directory.resolve(path), Files.readAllBytes(ready().resolve(path)));
        }
      }
      OwnerFiles.delete(directory.resolve(DONE));
      OwnerFiles.move(ready(), directory.resolve(DONE));
      OwnerFiles.delete(directory.resolve(DONE));
    } catch (IOException failure) {
      throw failed("complete", failure);
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    Path folder = file.getParent();
    if (folder != null) {
      OwnerFiles.makeFolder(folder);
    }
    OwnerFiles.write(file, content);
  }

  private static Fault failed(String what, IOException failure) {
    return new Fault(
        FaultCode.INTERNAL_ERROR,
        "Cannot " + what + " the restore: " + failure.getMessage(),
        failure);
  }
}
