// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Walks through what a journal asked of the disk and lays out what a power cut leaves at each step.
 * What was forced is there. Of what was asked since, in each file by itself, there is what {@link
 * PowerCut.Remains} says; a later write may be there and an earlier one not, and what is missing
 * before the end of the file reads as zeros. A name may be there before its directory was forced,
 * or not.
 */
public final class PowerCutReplay {
  private static final int SECTOR = 512;

  private final List<PowerCut.Event> events;
  private final List<FileImage> images = new ArrayList<>();
  private final Map<Path, Integer> names = new TreeMap<>();
  private final Map<Path, Integer> durableNames = new TreeMap<>();
  private int at;

  PowerCutReplay(List<byte[]> files, Map<Path, Integer> names, List<PowerCut.Event> events) {
    files.forEach(content -> images.add(new FileImage(content)));
    this.names.putAll(names);
    this.durableNames.putAll(names);
    this.events = events;
  }

  /** How many events have happened. */
  public int at() {
    return at;
  }

  public boolean isOver() {
    return at == events.size();
  }

  /** Lets the next event happen. */
  public void advance() {
    switch (events.get(at++)) {
      case PowerCut.Event.Create(int file, Path name) -> {
        images.add(new FileImage(new byte[0]));
        names.put(name, file);
      }
      case PowerCut.Event.Write write -> images.get(write.file()).since.add(write);
      case PowerCut.Event.Truncate truncate -> images.get(truncate.file()).since.add(truncate);
      case PowerCut.Event.Force(int file) -> images.get(file).force();
      case PowerCut.Event.Rename(Path from, Path to) -> {
        Integer file = names.remove(from);
        if (file != null) {
          names.put(to, file);
        }
      }
      case PowerCut.Event.Delete(Path name) -> names.remove(name);
      case PowerCut.Event.ForceDirectory() -> {
        durableNames.clear();
        durableNames.putAll(names);
      }
    }
  }

  /** Whether more than one state can remain if the power fails now. */
  public boolean isOpen() {
    return !names.equals(durableNames)
        || names.values().stream().anyMatch(file -> !images.get(file).since.isEmpty());
  }

  /** The files by name if the power failed now. */
  public Map<Path, byte[]> cut(PowerCut.Remains remains, RandomGenerator random) {
    boolean namesKept =
        switch (remains) {
          case DROPPED -> false;
          case ARRIVED -> true;
          case REORDERED, SCATTERED, TORN, SHORN -> random.nextBoolean();
        };
    Map<Path, byte[]> files = new TreeMap<>();
    (namesKept ? names : durableNames)
        .forEach((name, file) -> files.put(name, images.get(file).after(remains, random)));
    return files;
  }

  public static void layOut(Path directory, Map<Path, byte[]> files) throws IOException {
    for (Map.Entry<Path, byte[]> file : files.entrySet()) {
      Files.write(directory.resolve(file.getKey().toString()), file.getValue());
    }
  }

  /** One file: what is durable, and what was asked since. */
  private static final class FileImage {
    private byte[] durable;
    private final List<PowerCut.Event> since = new ArrayList<>();

    FileImage(byte[] durable) {
      this.durable = durable;
    }

    void force() {
      byte[] content = durable;
      for (PowerCut.Event event : since) {
        content = applied(content, event);
      }
      durable = content;
      since.clear();
    }

    byte[] after(PowerCut.Remains remains, RandomGenerator random) {
      byte[] content = durable;
      for (PowerCut.Event event : since) {
        boolean whole =
            switch (remains) {
              case DROPPED, SCATTERED, TORN, SHORN -> false;
              case ARRIVED -> true;
              case REORDERED -> random.nextBoolean();
            };
        if (whole) {
          content = applied(content, event);
        } else if (event instanceof PowerCut.Event.Write write) {
          content = partly(content, write, remains, random);
        } else if (remains != PowerCut.Remains.DROPPED && random.nextBoolean()) {
          content = applied(content, event);
        }
      }
      return content;
    }

    private static byte[] partly(
        byte[] content,
        PowerCut.Event.Write write,
        PowerCut.Remains remains,
        RandomGenerator random) {
      byte[] result = content;
      byte[] bytes = write.bytes();
      int torn = random.nextInt(bytes.length + 1);
      for (int from = 0; from < bytes.length; from += SECTOR) {
        int to = Math.min(from + SECTOR, bytes.length);
        boolean there =
            switch (remains) {
              case DROPPED, ARRIVED, REORDERED -> false;
              case SCATTERED -> random.nextBoolean();
              case TORN -> to <= torn;
              case SHORN -> random.nextBoolean() && to <= torn;
            };
        if (there) {
          result = put(result, write.position() + from, Arrays.copyOfRange(bytes, from, to));
        } else if (remains == PowerCut.Remains.SHORN && from <= torn && torn < to) {
          byte[] rubbish = new byte[to - from];
          random.nextBytes(rubbish);
          result = put(result, write.position() + from, rubbish);
        }
      }
      return result;
    }

    private static byte[] applied(byte[] content, PowerCut.Event event) {
      return switch (event) {
        case PowerCut.Event.Write(int _, long position, byte[] bytes) ->
            put(content, position, bytes);
        case PowerCut.Event.Truncate(int _, long length) -> Arrays.copyOf(content, (int) length);
        case PowerCut.Event.Create _,
            PowerCut.Event.Force _,
            PowerCut.Event.Rename _,
            PowerCut.Event.Delete _,
            PowerCut.Event.ForceDirectory _ ->
            throw new IllegalArgumentException(event.toString());
      };
    }

    private static byte[] put(byte[] content, long position, byte[] bytes) {
      int end = (int) position + bytes.length;
      byte[] result = Arrays.copyOf(content, Math.max(content.length, end));
      System.arraycopy(bytes, 0, result, (int) position, bytes.length);
      return result;
    }
  }
}
