// SPDX-License-Identifier: MIT
package org.postroad.securityserver.witness;

import java.io.IOException;
import java.util.Optional;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.transparency.CheckpointWitness;
import org.postroad.protocol.transparency.SignedNote;
import org.postroad.protocol.transparency.TilePath;
import org.postroad.protocol.transparency.Unproven;
import org.postroad.protocol.transparency.WitnessAnswer;
import org.postroad.securityserver.net.HttpHandler;
import org.postroad.securityserver.net.RequestHead;
import org.postroad.securityserver.net.ResponseHead;
import org.postroad.securityserver.net.ServerExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port of this server's log and of its witness:
 *
 * <pre>
 * GET  /checkpoint             the newest checkpoint of this log
 * GET  /tile/0/x001/234        its tiles and bundles of entries, which never change
 * POST /add-checkpoint         cosigns the checkpoint of another log
 * GET  /&lt;origin hash&gt;/checkpoint   what was cosigned last of that log
 * </pre>
 *
 * <p>Everything served is signed or leads to what is, and tells nothing of messages, so it is
 * served to anybody and without TLS.
 */
final class TransparencyPort implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(TransparencyPort.class);
  private static final String CHECKPOINT = "/checkpoint";
  private static final String TILE = "/tile/";
  private static final String ADD = "/add-checkpoint";
  private static final String BINARY = "application/octet-stream";

  private final PublishedLog log;
  private final CheckpointWitness witness;

  TransparencyPort(PublishedLog log, CheckpointWitness witness) {
    this.log = log;
    this.witness = witness;
  }

  @Override
  public void handle(ServerExchange exchange) throws IOException {
    RequestHead request = exchange.request();
    String path = request.path();
    try {
      if (path.equals(ADD)) {
        switch (request.method()) {
          case "POST" -> add(exchange);
          default -> notAllowed(exchange, "POST");
        }
      } else if (request.method().equals("GET") || request.method().equals("HEAD")) {
        get(exchange, path);
      } else {
        notAllowed(exchange, "GET, HEAD");
      }
    } catch (IOException e) {
      if (exchange.hasResponded()) {
        throw e;
      }
      LOG.error("{} {} failed: {}", request.method(), path, e.getMessage(), e);
      refuse(exchange, 500, "this server could not read or keep what it has to");
    }
  }

  private void add(ServerExchange exchange) throws IOException {
    byte[] body = exchange.body().readNBytes(CheckpointWitness.MOST_REQUEST_BYTES + 1);
    WitnessAnswer answer = witness.add(body);
    respond(exchange, answer.status(), answer.contentType(), "no-store", answer.body());
  }

  private void get(ServerExchange exchange, String path) throws IOException {
    if (path.equals(CHECKPOINT)) {
      note(exchange, log.checkpoint());
    } else if (path.startsWith(TILE)) {
      tile(exchange, path.substring(1));
    } else if (isOriginHash(path)) {
      note(exchange, witness.latest(path.substring(1, path.length() - CHECKPOINT.length())));
    } else {
      notFound(exchange);
    }
  }

  private static boolean isOriginHash(String path) {
    return path.endsWith(CHECKPOINT)
        && path.length() > CHECKPOINT.length()
        && CheckpointWitness.isHash(path.substring(1, path.length() - CHECKPOINT.length()));
  }

  private void tile(ServerExchange exchange, String path) throws IOException {
    Optional<byte[]> tile;
    try {
      tile = log.tile(TilePath.parse(path));
    } catch (Unproven e) {
      tile = Optional.empty();
    }
    if (tile.isPresent()) {
      respond(exchange, 200, BINARY, "public, max-age=31536000, immutable", tile.get());
    } else {
      notFound(exchange);
    }
  }

  private static void note(ServerExchange exchange, Optional<SignedNote> note) throws IOException {
    if (note.isPresent()) {
      respond(exchange, 200, WitnessAnswer.TEXT, "no-cache", note.get().toByteArray());
    } else {
      notFound(exchange);
    }
  }

  private static void notFound(ServerExchange exchange) throws IOException {
    refuse(exchange, 404, "nothing is here");
  }

  private static void notAllowed(ServerExchange exchange, String allowed) throws IOException {
    exchange.respond(
        new ResponseHead(405, "Method Not Allowed", Headers.of("Allow", allowed)), new byte[0]);
  }

  private static void refuse(ServerExchange exchange, int status, String reason)
      throws IOException {
    WitnessAnswer answer = new WitnessAnswer.Refused(status, reason);
    respond(exchange, status, answer.contentType(), "no-store", answer.body());
  }

  private static void respond(
      ServerExchange exchange, int status, String type, String caching, byte[] body)
      throws IOException {
    Headers headers =
        Headers.builder()
            .add("Content-Type", type)
            .add("Cache-Control", caching)
            .add("X-Content-Type-Options", "nosniff")
            .build();
    exchange.respond(new ResponseHead(status, reason(status), headers), body);
  }

  private static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 400 -> "Bad Request";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 409 -> "Conflict";
      case 413 -> "Content Too Large";
      case 422 -> "Unprocessable Content";
      default -> "Internal Server Error";
    };
  }
}
