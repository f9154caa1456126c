// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.transparency.Checkpoint;
import org.postroad.securityserver.archive.Archives;
import org.postroad.securityserver.logtree.PublishedCheckpoint;
import org.postroad.securityserver.logtree.TreeStatus;
import org.postroad.securityserver.messagelog.LogStatus;
import org.postroad.securityserver.witness.TransparencyStatus;

/** What a server says of the log that it has open. */
record LiveStatus(Path directory, LogStatus log, TransparencyStatus transparency) {

  StatusReport report(Archives archives) throws IOException {
    Optional<Long> waiting = log.waitingForTimestamp().stream().boxed().findFirst();
    Optional<Long> stamped = waiting.map(count -> log.index().lastSequence() - count);
    Optional<String> origin =
        transparency.tree().checkpoint().map(note -> Checkpoint.parse(note.text()).origin());
    return new StatusReport(
        directory.toAbsolutePath().toString(),
        true,
        new StatusReport.Journal(
            Optional.of(log.journal().toString()),
            log.segments(),
            log.bytes(),
            log.lastSequence(),
            StatusReport.Journal.texts(log.damages())),
        Optional.of(StatusReport.Index.of(log.index())),
        new StatusReport.Timestamps(
            waiting,
            log.timestampingFailsSince(),
            Optional.of(log.timestampInterval().toSeconds())),
        tree(),
        transparency.witnesses().stream().map(StatusReport.Witness::of).toList(),
        transparency.evidence().stream()
            .map(file -> StatusReport.Evidence.of(file, origin))
            .toList(),
        StatusReport.Archives.of(archives.known(), stamped, Optional.of(archives.nextRun())),
        new StatusReport.Disk(log.usableBytes(), Optional.of(log.reserveBytes())),
        List.of());
  }

  private StatusReport.Tree tree() throws IOException {
    TreeStatus tree = transparency.tree();
    return new StatusReport.Tree(
        Optional.of(tree.leaves()),
        PublishedCheckpoint.read(directory).map(StatusReport.Checkpoint::of),
        tree.opening(),
        tree.failure());
  }
}
