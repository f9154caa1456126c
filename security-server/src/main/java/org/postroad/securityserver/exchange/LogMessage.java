// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import java.util.ArrayList;
import java.util.List;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.message.Message;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.securityserver.messagelog.Kind;
import org.postroad.securityserver.messagelog.MessageLog;
import org.postroad.securityserver.messagelog.NewRecord;
import org.postroad.securityserver.messagelog.Side;

/**
 * Writes a signed message to the message log of one side and returns when it is durable (E-002,
 * promise P3). Whether its body goes with it is decided here alone, by the owner of the service.
 */
public final class LogMessage {

  private final MessageLog log;
  private final Side side;

  public LogMessage(MessageLog log, Side side) {
    this.log = log;
    this.side = side;
  }

  /** How many bytes of each body of a message have to be there when it is logged. */
  public long loggableBytes(Message message) {
    return log.loggableBytes(side, message.service().owner());
  }

  public void request(Message message, String requestId, Parts parts, MessageSignature signature) {
    append(Kind.REQUEST, message, requestId, parts, signature);
  }

  public void response(Message message, String requestId, Parts parts, MessageSignature signature) {
    append(Kind.RESPONSE, message, requestId, parts, signature);
  }

  private void append(
      Kind kind, Message message, String requestId, Parts parts, MessageSignature signature) {
    NewRecord record =
        NewRecord.of(
            side, kind, message, requestId, parts.digests(), attachments(parts), signature);
    boolean withBody = log.logsBodies(side, message.service().owner());
    log.append(withBody ? record : record.withoutBody(message.metadata()));
  }

  private static List<NewRecord.Attachment> attachments(Parts parts) {
    List<NewRecord.Attachment> attachments = new ArrayList<>(parts.bodies().size());
    for (int i = 0; i < parts.bodies().size(); i++) {
      Body body = parts.bodies().get(i);
      Digest digest = parts.digests().attachments().get(i);
      attachments.add(new NewRecord.Attachment(body.length(), digest, body::open));
    }
    return attachments;
  }
}
