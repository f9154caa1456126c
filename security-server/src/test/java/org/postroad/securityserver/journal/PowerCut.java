// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Remembers what the journal asked of the disk and lays out any state in which a power cut can
 * leave it: what was forced is there; of the writes since, any sectors of 512 bytes may be, in any
 * order; a name may be there before its directory was forced, or not.
 */
final class PowerCut implements JournalFiles {
  private static final int SECTOR = 512;

  private sealed interface Event {
    record Create(int file, Path name) implements Event {}

    record Write(int file, long position, byte[] bytes) implements Event {}

    record Truncate(int file, long length) implements Event {}

    record Force(int file) implements Event {}

    record Rename(Path from, Path to) implements Event {}

    record Delete(Path name) implements Event {}

    record ForceDirectory() implements Event {}
  }

  /** How much of what was not forced a power cut leaves. */
  enum Remains {
    NOTHING,
    EVERYTHING,
    TORN,
    RANDOM_SECTORS
  }

  private final JournalFiles disk = JournalFiles.disk();
  private final List<Event> events = new ArrayList<>();
  private int filesMade;

  synchronized int events() {
    return events.size();
  }

  private synchronized int remember(Event event) {
    events.add(event);
    return events.size();
  }

  @Override
  public Output create(Path file) throws IOException {
    Output real = disk.create(file);
    int id;
    synchronized (this) {
      id = filesMade++;
    }
    remember(new Event.Create(id, file.getFileName()));
    return new RememberedFile(id, real);
  }

  @Override
  public Output open(Path file) throws IOException {
    throw new IOException("only a journal that begins empty is recorded");
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    disk.rename(from, to);
    remember(new Event.Rename(from.getFileName(), to.getFileName()));
  }

  @Override
  public void delete(Path file) throws IOException {
    disk.delete(file);
    remember(new Event.Delete(file.getFileName()));
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    disk.forceDirectory(directory);
    remember(new Event.ForceDirectory());
  }

  @Override
  public long usableBytes(Path directory) {
    return Long.MAX_VALUE;
  }

  private final class RememberedFile implements Output {
    private final int id;
    private final Output real;

    RememberedFile(int id, Output real) {
      this.id = id;
      this.real = real;
    }

    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
      byte[] copy = new byte[bytes.remaining()];
      bytes.duplicate().get(copy);
      real.write(bytes, position);
      remember(new Event.Write(id, position, copy));
    }

    @Override
    public void force() throws IOException {
      real.force();
      remember(new Event.Force(id));
    }

    @Override
    public void truncate(long length) throws IOException {
      real.truncate(length);
      remember(new Event.Truncate(id, length));
    }

    @Override
    public void close() throws IOException {
      real.close();
    }
  }

  /** One file while the events are replayed: what is durable, and the writes since. */
  private static final class Image {
    private byte[] durable = new byte[0];
    private final List<Event.Write> since = new ArrayList<>();

    void force() {
      for (Event.Write write : since) {
        durable = put(durable, write.position(), write.bytes());
      }
      since.clear();
    }

    byte[] after(Remains remains, RandomGenerator random) {
      byte[] content = durable;
      for (Event.Write write : since) {
        List<Integer> sectors = new ArrayList<>();
        for (int at = 0; at < write.bytes().length; at += SECTOR) {
          sectors.add(at);
        }
        int torn = random.nextInt(sectors.size() + 1);
        for (int sector = 0; sector < sectors.size(); sector++) {
          boolean there =
              switch (remains) {
                case NOTHING -> false;
                case EVERYTHING -> true;
                case TORN -> sector < torn;
                case RANDOM_SECTORS -> random.nextBoolean();
              };
          if (there) {
            int from = sectors.get(sector);
            int to = Math.min(from + SECTOR, write.bytes().length);
            content =
                put(content, write.position() + from, Arrays.copyOfRange(write.bytes(), from, to));
          }
        }
      }
      return content;
    }

    private static byte[] put(byte[] content, long position, byte[] bytes) {
      int end = (int) position + bytes.length;
      byte[] result = Arrays.copyOf(content, Math.max(content.length, end));
      System.arraycopy(bytes, 0, result, (int) position, bytes.length);
      return result;
    }
  }

  /** Writes into {@code directory} what is left when the power fails after {@code count} events. */
  synchronized void layOut(Path directory, int count, Remains remains, RandomGenerator random)
      throws IOException {
    List<Image> images = new ArrayList<>();
    Map<Path, Integer> names = new HashMap<>();
    Map<Path, Integer> durableNames = new HashMap<>();
    for (Event event : events.subList(0, count)) {
      switch (event) {
        case Event.Create(int file, Path name) -> {
          images.add(new Image());
          names.put(name, file);
        }
        case Event.Write write -> images.get(write.file()).since.add(write);
        case Event.Truncate(int file, long length) -> {
          images.get(file).force();
          images.get(file).durable = Arrays.copyOf(images.get(file).durable, (int) length);
        }
        case Event.Force(int file) -> images.get(file).force();
        case Event.Rename(Path from, Path to) -> names.put(to, names.remove(from));
        case Event.Delete(Path name) -> names.remove(name);
        case Event.ForceDirectory() -> {
          durableNames.clear();
          durableNames.putAll(names);
        }
      }
    }
    boolean namesKept = remains == Remains.EVERYTHING || random.nextBoolean();
    for (Map.Entry<Path, Integer> name : (namesKept ? names : durableNames).entrySet()) {
      byte[] content = images.get(name.getValue()).after(remains, random);
      Files.write(directory.resolve(name.getKey().toString()), content);
    }
  }
}
