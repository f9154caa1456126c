// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Remembers what the journal asked of the disk, so that {@link PowerCutReplay} can lay out any
 * state in which a power cut can leave it. Nothing is forced for real: what matters is what was
 * asked.
 */
public final class PowerCut extends PassedOnFiles {

  /** One thing that was asked of the disk; files are known by numbers, since names change. */
  sealed interface Event {
    record Create(int file, Path name) implements Event {}

    record Write(int file, long position, byte[] bytes) implements Event {}

    record Truncate(int file, long length) implements Event {}

    record Force(int file) implements Event {}

    record Rename(Path from, Path to) implements Event {}

    record Delete(Path name) implements Event {}

    record ForceDirectory() implements Event {}
  }

  /** How much of what was not forced a power cut leaves. */
  public enum Remains {
    /** All of it was still in memory. */
    DROPPED,
    /** All of it was on its way and arrived. */
    ARRIVED,
    /** Whole writes, any of them. */
    REORDERED,
    /** Sectors of writes, any of them. */
    SCATTERED,
    /** Of each write a part from its beginning. */
    TORN,
    /** Sectors, any of them, and in the last one to arrive bytes that nobody wrote. */
    SHORN
  }

  private final List<byte[]> initial = new ArrayList<>();
  private final Map<Path, Integer> initialNames = new TreeMap<>();
  private final Map<Path, Integer> names = new TreeMap<>();
  private final List<Event> events = new ArrayList<>();
  private int filesMade;

  /** Begins with nothing, on the real disk. */
  public PowerCut() {}

  /** Begins with the files of a directory as they are, all of them durable. */
  public PowerCut(Path directory, JournalFiles disk) throws IOException {
    super(disk);
    Files.createDirectories(directory);
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory)) {
      for (Path file : found) {
        initialNames.put(file.getFileName(), filesMade++);
        initial.add(Files.readAllBytes(file));
      }
    }
    names.putAll(initialNames);
  }

  public synchronized int events() {
    return events.size();
  }

  /** From the beginning; what is remembered later is no part of it. */
  public synchronized PowerCutReplay replay() {
    return new PowerCutReplay(initial, initialNames, List.copyOf(events));
  }

  /** Writes into {@code directory} what is left when the power fails after {@code count} events. */
  void layOut(Path directory, int count, Remains remains, RandomGenerator random)
      throws IOException {
    PowerCutReplay replay = replay();
    while (replay.at() < count) {
      replay.advance();
    }
    PowerCutReplay.layOut(directory, replay.cut(remains, random));
  }

  @Override
  public Output create(Path file) throws IOException {
    Output real = super.create(file);
    synchronized (this) {
      int id = filesMade++;
      names.put(file.getFileName(), id);
      events.add(new Event.Create(id, file.getFileName()));
      return new RememberedFile(id, real);
    }
  }

  @Override
  public Output open(Path file) throws IOException {
    Output real = super.open(file);
    synchronized (this) {
      Integer id = names.get(file.getFileName());
      if (id == null) {
        throw new IOException("no file " + file.getFileName() + " among " + names.keySet());
      }
      return new RememberedFile(id, real);
    }
  }

  @Override
  public synchronized void rename(Path from, Path to) throws IOException {
    super.rename(from, to);
    Integer id = names.remove(from.getFileName());
    if (id != null) {
      names.put(to.getFileName(), id);
    }
    events.add(new Event.Rename(from.getFileName(), to.getFileName()));
  }

  @Override
  public synchronized void delete(Path file) throws IOException {
    super.delete(file);
    names.remove(file.getFileName());
    events.add(new Event.Delete(file.getFileName()));
  }

  @Override
  public synchronized void forceDirectory(Path directory) {
    events.add(new Event.ForceDirectory());
  }

  private synchronized void remember(Event event) {
    events.add(event);
  }

  private final class RememberedFile extends PassedOnFile {
    private final int id;

    RememberedFile(int id, Output real) {
      super(real);
      this.id = id;
    }

    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
      byte[] copy = new byte[bytes.remaining()];
      bytes.duplicate().get(copy);
      remember(new Event.Write(id, position, copy));
      super.write(bytes, position);
    }

    @Override
    public void force() {
      remember(new Event.Force(id));
    }

    @Override
    public void truncate(long length) throws IOException {
      super.truncate(length);
      remember(new Event.Truncate(id, length));
    }
  }
}
