// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which logs and witnesses somebody knows, where they are reached, and how many witnesses have to
 * agree (C2SP tlog-policy):
 *
 * <pre>
 * # the logs of our partners
 * log example.com/log+530dc6b6+AekyX7...  https://log.example.com/
 * witness registry registry.example+c1f1bd6d+BDZp8k...  https://registry.example/
 * witness partner partner.example+7ab0e6ee+BCaH0f...
 * group both all registry partner
 * quorum both
 * </pre>
 *
 * <p>The text goes with an auditor as it does with a server: a server cosigns the logs that stand
 * in its own, and asks the witnesses in it that have an address.
 *
 * @param witnesses of different names and keys
 */
public record TlogPolicy(List<Log> logs, List<NamedWitness> witnesses, Quorum quorum) {

  /** Nobody is known, and nobody has to agree. */
  public static final TlogPolicy NOBODY = new TlogPolicy(List.of(), List.of(), new Quorum.None());

  public TlogPolicy {
    logs = List.copyOf(logs);
    witnesses = List.copyOf(witnesses);
    requireDifferent(logs.stream().map(Log::key).toList());
    requireDifferent(witnesses.stream().map(NamedWitness::key).toList());
  }

  /**
   * A log that is known.
   *
   * @param key whose name is the origin of the log
   * @param url where it is read
   */
  public record Log(NoteKey key, Optional<String> url) {
    public Log {
      requireType(key, NoteKey.Type.NOTE);
    }

    public String origin() {
      return key.name();
    }
  }

  /**
   * A witness that is known.
   *
   * @param name in the policy, for its groups and quorum
   * @param url where checkpoints are submitted to
   */
  public record NamedWitness(String name, NoteKey key, Optional<String> url) {
    public NamedWitness {
      requireType(key, NoteKey.Type.COSIGNATURE);
    }
  }

  /** Who has to have cosigned a checkpoint. */
  public sealed interface Quorum {

    boolean isMetBy(Collection<NoteKey> cosigners);

    /** Nobody. */
    record None() implements Quorum {
      @Override
      public boolean isMetBy(Collection<NoteKey> cosigners) {
        return true;
      }
    }

    /** One witness. */
    record One(NoteKey key) implements Quorum {
      @Override
      public boolean isMetBy(Collection<NoteKey> cosigners) {
        return cosigners.contains(key);
      }
    }

    /** At least so many of these. */
    record Group(int threshold, List<Quorum> members) implements Quorum {
      public Group {
        members = List.copyOf(members);
        if (threshold < 1 || threshold > members.size()) {
          throw new Unproven("a group of " + members.size() + " that needs " + threshold);
        }
      }

      @Override
      public boolean isMetBy(Collection<NoteKey> cosigners) {
        return members.stream().filter(member -> member.isMetBy(cosigners)).count() >= threshold;
      }
    }
  }

  /** Refuses a text with anything that is not understood, and says in which line. */
  public static TlogPolicy parse(byte[] text) {
    return TlogPolicyReader.read(text);
  }

  /** The keys of the log with an origin, none if it is not known. */
  public List<NoteKey> keysOf(String origin) {
    return logs.stream().filter(log -> log.origin().equals(origin)).map(Log::key).toList();
  }

  /**
   * The checkpoint in a note, once it is known that one of these logs and enough witnesses signed.
   *
   * @throws Unproven if the log is not known, a signature is wrong, or witnesses are missing
   */
  public Checkpoint open(SignedNote note) {
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    List<NoteKey> keys = keysOf(checkpoint.origin());
    if (keys.isEmpty()) {
      throw new Unproven("checkpoint of the log '" + checkpoint.origin() + "', which is not known");
    }
    note.verify(keys);
    Set<NoteKey> agreed = cosigners(note);
    if (!quorum.isMetBy(agreed)) {
      throw new Unproven(
          "cosigned by "
              + agreed.stream().map(NoteKey::name).sorted().toList()
              + ", which is not the quorum of the policy");
    }
    return checkpoint;
  }

  /** The witnesses that cosigned a note; a wrong signature of one of them is refused. */
  public Set<NoteKey> cosigners(SignedNote note) {
    List<NoteKey> keys = witnesses.stream().map(NamedWitness::key).toList();
    boolean any =
        note.signatures().stream().anyMatch(line -> keys.stream().anyMatch(key -> key.named(line)));
    return any
        ? note.verify(keys).stream().map(SignedNote.Verified::key).collect(Collectors.toSet())
        : Set.of();
  }

  private static void requireType(NoteKey key, NoteKey.Type expected) {
    if (key.type() != expected) {
      throw new Unproven("'" + key + "' is not a key of type " + expected);
    }
  }

  /** Two names for one key would count one signer twice. */
  private static void requireDifferent(List<NoteKey> keys) {
    Set<String> seen = new HashSet<>();
    for (NoteKey key : keys) {
      if (!seen.add(key.publicKey())) {
        throw new Unproven("the public key of '" + key + "' stands there twice");
      }
    }
  }
}
