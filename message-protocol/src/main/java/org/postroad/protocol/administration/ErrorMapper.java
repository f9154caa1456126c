// SPDX-License-Identifier: MIT

package org.postroad.protocol.administration;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.List;
import org.postroad.protocol.fault.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a reply of whatever went wrong (E08); the one place where that is done. */
final class ErrorMapper implements ExceptionMapper<Throwable> {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorMapper.class);

  @Override
  public Response toResponse(Throwable failure) {
    return switch (failure) {
      case Refusal refusal -> response(refusal.body());
      case Fault fault ->
          response(ErrorBody.of(status(fault), fault.code().wire(), List.of(fault.text())));
      case WebApplicationException plain -> {
        int status = plain.getResponse().getStatus();
        yield response(ErrorBody.of(status, code(status), List.of()));
      }
      default -> {
        LOG.error("a request of the administration API failed", failure);
        yield response(ErrorBody.of(500, "internal_error", List.of()));
      }
    };
  }

  private static Response response(ErrorBody body) {
    return Response.status(body.status()).type(MediaType.APPLICATION_JSON).entity(body).build();
  }

  private static int status(Fault fault) {
    return switch (fault.code()) {
      case NOT_FOUND, UNKNOWN_MEMBER, KEY_NOT_FOUND, CERT_NOT_FOUND, TOKEN_NOT_FOUND -> 404;
      case DATABASE_ERROR, INTERNAL_ERROR, IO_ERROR, CANNOT_SIGN -> 500;
      case ACCESS_DENIED -> 403;
      default -> 400;
    };
  }

  /** The code of what the transport alone refuses. */
  static String code(int status) {
    return switch (status) {
      case 401 -> "unauthorized";
      case 403 -> "forbidden";
      case 404 -> "resource_not_found";
      case 405 -> "method_not_allowed";
      case 406 -> "not_acceptable";
      case 413 -> "payload_too_large";
      case 415 -> "unsupported_media_type";
      case 429 -> "too_many_requests";
      default -> status < 500 ? "bad_request" : "internal_error";
    };
  }
}
