// SPDX-License-Identifier: MIT
package org.postroad.cli.call;

import java.util.Locale;
import java.util.Optional;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.message.SoapMessage;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an answer means. */
record Outcome(Optional<ExplainedFault> fault, int exitCode) {
  private static final String ERROR = "X-Road-Error";

  /** A fault of a security server has its code in a header. */
  static Outcome ofRest(Answer answer) {
    String code = answer.header(ERROR);
    if (code.isEmpty()) {
      return new Outcome(Optional.empty(), answer.isOk() ? CallExit.DONE : CallExit.SERVICE_ERROR);
    }
    return refused(ExplainedFault.of(code, message(answer)));
  }

  private static Outcome refused(ExplainedFault fault) {
    boolean ofService = fault.where() == ExplainedFault.Where.SERVICE;
    return new Outcome(Optional.of(fault), ofService ? CallExit.SERVICE_ERROR : CallExit.REFUSED);
  }

  private static String message(Answer answer) {
    try {
      JsonNode body = JsonMapper.shared().readTree(answer.body());
      return body.path("message").asString("");
    } catch (JacksonException notJson) {
      return "";
    }
  }

  /**
   * A fault is in the envelope, whatever the status.
   *
   * @param envelope the answer, or the first part of it
   */
  static Outcome ofSoap(Answer answer, byte[] envelope) {
    Optional<FaultReport> fault = SoapMessage.faultIn(envelope);
    if (fault.isPresent()) {
      return refused(ExplainedFault.of(fault.get().code(), fault.get().text()));
    }
    boolean xml = answer.contentType().toLowerCase(Locale.ROOT).contains("xml");
    return new Outcome(
        Optional.empty(), answer.isOk() && xml ? CallExit.DONE : CallExit.SERVICE_ERROR);
  }
}
