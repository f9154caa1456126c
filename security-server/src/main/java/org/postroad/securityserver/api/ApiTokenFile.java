// SPDX-License-Identifier: MIT

package org.postroad.securityserver.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.postroad.protocol.administration.AccessCommand;
import org.postroad.protocol.administration.AccessCommand.AddToken;
import org.postroad.protocol.administration.AccessCommand.ChangeTokenRoles;
import org.postroad.protocol.administration.AccessCommand.RevokeToken;
import org.postroad.protocol.administration.Actor;
import org.postroad.protocol.administration.ApiKeyOperations;
import org.postroad.protocol.administration.ApiToken;
import org.postroad.protocol.administration.ApiTokens;
import org.postroad.protocol.administration.Role;
import org.postroad.securityserver.conf.SecondaryConfiguration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The API tokens of a server, as the changes that made them, one line each, the oldest first (E03):
 *
 * <pre>{@code
 * {"time":"2026-11-21T12:00:00Z","who":"command","why":"first","kind":"add-token","hash":"9f…","roles":["SYSTEM_ADMINISTRATOR"]}
 * }</pre>
 *
 * <p>The running server and the command line change the same file, one at a time, and read it
 * whenever they need it. A change is on disk before it counts; a line that a crash has torn does
 * not count and is overwritten.
 *
 * <p>{@code lock} is held while the file is read or changed, since a file lock is one of the whole
 * process.
 */
public final class ApiTokenFile implements ApiKeyOperations.Kept {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String ADD = "add-token";
  private static final String CHANGE = "change-token-roles";
  private static final String REVOKE = "revoke-token";

  private final Path file;
  private final boolean copied;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();

  /**
   * A file that may not be there yet.
   *
   * @param copied whether it is another node's, so that it is read and never changed here (F03)
   */
  public ApiTokenFile(Path file, boolean copied, Clock clock) {
    this.file = file;
    this.copied = copied;
    this.clock = clock;
  }

  @Override
  public List<ApiToken> tokens() {
    lock.lock();
    try {
      var tokens = new ApiTokens();
      if (Files.exists(file)) {
        var _ = replay(Files.readAllBytes(file), tokens);
      }
      return tokens.snapshot();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void execute(AccessCommand command, Actor actor) {
    if (copied) {
      throw SecondaryConfiguration.refusal();
    }
    lock.lock();
    try {
      append(command, actor);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void append(AccessCommand command, Actor actor) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                file,
                Set.of(
                    StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rw-------")));
        FileLock _ = channel.lock()) {
      var tokens = new ApiTokens();
      int end = replay(Files.readAllBytes(file), tokens);
      tokens.apply(command);
      channel.truncate(end);
      channel.position(end);
      ByteBuffer line = ByteBuffer.wrap((line(command, actor) + "\n").getBytes(UTF_8));
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(true);
    }
  }

  /** Carries out every whole line; gives where the last of them ends. */
  private static int replay(byte[] content, ApiTokens tokens) {
    int begin = 0;
    for (int i = 0; i < content.length; i++) {
      if (content[i] == '\n') {
        tokens.apply(command(JSON.readTree(Arrays.copyOfRange(content, begin, i))));
        begin = i + 1;
      }
    }
    return begin;
  }

  private String line(AccessCommand command, Actor actor) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("time", clock.instant().toString())
            .put("who", actor.who())
            .put("why", actor.why());
    switch (command) {
      case AddToken c -> roles(json.put("kind", ADD).put("hash", c.hash()), c.roles());
      case ChangeTokenRoles c -> roles(json.put("kind", CHANGE).put("id", c.id()), c.roles());
      case RevokeToken c -> json.put("kind", REVOKE).put("id", c.id());
    }
    return json.toString();
  }

  private static void roles(ObjectNode json, List<Role> roles) {
    var names = json.putArray("roles");
    roles.forEach(role -> names.add(role.name()));
  }

  private static AccessCommand command(JsonNode json) {
    String kind = json.path("kind").asString("");
    return switch (kind) {
      case ADD -> new AddToken(json.path("hash").asString(""), roles(json));
      case CHANGE -> new ChangeTokenRoles(json.path("id").asLong(0), roles(json));
      case REVOKE -> new RevokeToken(json.path("id").asLong(0));
      default -> throw new IllegalStateException("The file of API tokens has a change " + kind);
    };
  }

  private static List<Role> roles(JsonNode json) {
    return json.path("roles").valueStream().map(name -> Role.valueOf(name.asString(""))).toList();
  }
}
