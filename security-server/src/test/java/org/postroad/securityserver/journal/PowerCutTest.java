// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** F2: no acknowledged entry is lost by a power cut, whatever of the unforced writes remains. */
class PowerCutTest {
  private static final int IMAGES_OF_EACH_KIND = 2;

  /** A text and how many events had happened when its append returned. */
  private record Acknowledged(String text, int events) {}

  @TempDir Path directory;

  @Test
  void everyStateAfterAPowerCutHoldsExactlyAPrefixWithAllThatWasAcknowledged() throws IOException {
    PowerCut files = new PowerCut();
    List<Acknowledged> acknowledged = new ArrayList<>();
    try (Journal journal =
        JournalFixtures.open(directory.resolve("real"), new JournalOptions(6_000, 0), files)) {
      for (int i = 0; i < 40; i++) {
        String text = "entry " + i + " " + "y".repeat(i * 97 % 2_000);
        journal.append(JournalFixtures.record(text));
        acknowledged.add(new Acknowledged(text, files.events()));
      }
    }
    List<String> written = acknowledged.stream().map(Acknowledged::text).toList();
    SplittableRandom random = new SplittableRandom(3);
    int images = 0;
    for (int event = 0; event <= files.events(); event++) {
      for (PowerCut.Remains remains : kinds()) {
        Path image = Files.createDirectory(directory.resolve("image"));
        files.layOut(image, event, remains, random);
        int at = event;
        long promised = acknowledged.stream().filter(entry -> entry.events() <= at).count();
        List<String> found = JournalFixtures.texts(image);
        assertTrue(
            found.size() >= promised,
            () -> found.size() + " of " + promised + " after event " + at + ", " + remains);
        assertEquals(written.subList(0, found.size()), found);
        delete(image);
        images++;
      }
    }
    assertTrue(images >= 1_000, images + " images");
  }

  private static List<PowerCut.Remains> kinds() {
    List<PowerCut.Remains> kinds = new ArrayList<>();
    for (int i = 0; i < IMAGES_OF_EACH_KIND; i++) {
      kinds.addAll(List.of(PowerCut.Remains.values()));
    }
    return kinds;
  }

  private static void delete(Path image) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(image)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(image);
  }
}
