// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.postroad.protocol.identifier.MemberId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts every stamped record that is in no archive into one. Records of several groups are met
 * mixed, so several archives are open at a time; each chain has its records in the order of their
 * time-stamps, whatever else is in the log, and the same records give the same archives (E-033).
 */
final class ArchiveRun implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveRun.class);

  /** Each open archive holds two files. */
  private static final int MOST_OPEN = 200;

  private final Archives.Parts parts;
  private final ArchiveLedger ledger;
  private final StampedRecords records;
  private final BooleanSupplier stopped;
  private final Map<Optional<String>, OpenArchive> open = new LinkedHashMap<>();
  private final Map<Optional<String>, String> failed = new HashMap<>();
  private final List<ArchiveEntry> made = new ArrayList<>();
  private int begun;

  ArchiveRun(Archives.Parts parts, ArchiveLedger ledger, BooleanSupplier stopped) {
    this.parts = parts;
    this.ledger = ledger;
    this.stopped = stopped;
    this.records =
        new StampedRecords(parts.journal(), ledger.resume(), sequence -> !ledger.isDone(sequence));
  }

  /** Returns when all of them are archived, or the run was stopped. */
  Archived run(ArchiveWatcher watcher) throws IOException {
    long done = 0;
    Optional<StampedRecords.Stamped> record = records.next();
    while (record.isPresent() && !stopped.getAsBoolean()) {
      add(record.get());
      watcher.archived(++done);
      record = records.next();
    }
    while (!open.isEmpty() && !stopped.getAsBoolean()) {
      completeFirst();
    }
    ledger.advance(records);
    ledger.save();
    return new Archived(made, ledger.unreadable().count(), List.copyOf(failed.values()));
  }

  private void add(StampedRecords.Stamped stamped) throws IOException {
    Optional<String> group = parts.settings().grouping().of(stamped.record().member());
    if (failed.containsKey(group)) {
      return;
    }
    Optional<OpenArchive> archive = archiveOf(group, stamped.record().member().member());
    if (archive.isEmpty() || !archive.get().add(stamped, parts.proofs())) {
      return;
    }
    if (archive.get().isFull()) {
      open.remove(group);
      complete(archive.get());
    }
  }

  /** Nothing where the group cannot be archived now, which does not hold up the others. */
  private Optional<OpenArchive> archiveOf(Optional<String> group, MemberId member)
      throws IOException {
    OpenArchive found = open.get(group);
    if (found != null) {
      return Optional.of(found);
    }
    if (open.size() >= MOST_OPEN) {
      completeFirst();
    }
    Seal.Source seals;
    try {
      seals = parts.seals(group.map(_ -> member));
    } catch (IOException e) {
      LOG.error("Records of {} are not archived", group.orElse("all members"), e);
      failed.put(group, group.orElse("all members") + ": " + e.getMessage());
      return Optional.empty();
    }
    OpenArchive archive =
        OpenArchive.begin(
            group,
            ledger.last(group).map(ArchiveEntry::chainEnd),
            parts.settings(),
            seals,
            parts.directory().files(),
            parts.directory().writing(++begun));
    open.put(group, archive);
    return Optional.of(archive);
  }

  private void completeFirst() throws IOException {
    Iterator<OpenArchive> oldest = open.values().iterator();
    OpenArchive archive = oldest.next();
    oldest.remove();
    if (archive.isEmpty()) {
      archive.close();
    } else {
      complete(archive);
    }
  }

  private void complete(OpenArchive archive) throws IOException {
    ArchiveEntry entry;
    try (archive) {
      OpenArchive.Complete complete = archive.complete();
      entry = complete.entry();
      parts.directory().settle(complete);
    }
    ledger.append(entry);
    parts.directory().publish(entry);
    ledger.save();
    made.add(entry);
    LOG.info("{} records archived in {}", entry.records().count(), entry.archive().name());
    parts.settings().transfer().ifPresent(transfer -> transfer(transfer, entry));
  }

  private void transfer(ArchiveSettings.Transfer command, ArchiveEntry entry) {
    Path archive = parts.directory().file(entry.archive().name()).toAbsolutePath();
    Path proofs =
        entry
            .proofs()
            .map(file -> parts.directory().file(file.name()).toAbsolutePath())
            .orElse(archive);
    try {
      var _ = new TransferCommand(command, stopped).run(parts.directory().path(), archive, proofs);
    } catch (IOException e) {
      LOG.error("The command that transfers {} could not be run", entry.archive().name(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    try (records) {
      for (OpenArchive archive : open.values()) {
        archive.close();
      }
    }
  }
}
