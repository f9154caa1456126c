// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of operational records in one directory, which only their owner may read. */
record RecordFolder(Path directory) {
  private static final String SUFFIX = ".jsonl";
  private static final Pattern NAME = Pattern.compile("[0-9]{1,12}\\.jsonl");

  static RecordFolder in(Path directory) throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return new RecordFolder(directory);
  }

  RecordFile file(long firstSecond) {
    return new RecordFile(directory.resolve(firstSecond + SUFFIX), firstSecond);
  }

  /** From the oldest to the newest. */
  List<RecordFile> files() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(path -> String.valueOf(path.getFileName()))
          .filter(name -> NAME.matcher(name).matches())
          .map(name -> Long.parseLong(name.substring(0, name.length() - SUFFIX.length())))
          .sorted(Comparator.naturalOrder())
          .map(this::file)
          .toList();
    }
  }
}
