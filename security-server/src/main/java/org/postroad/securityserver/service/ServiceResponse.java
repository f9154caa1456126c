// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import java.io.InputStream;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.message.SoapMultipart;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.net.ClientConnection;

/** What a service answered; its bodies stream from the connection that closing gives back. */
public sealed interface ServiceResponse extends AutoCloseable {

  @Override
  void close();

  record Rest(
      int status, String reason, Headers headers, InputStream body, ClientConnection connection)
      implements ServiceResponse {
    @Override
    public void close() {
      connection.close();
    }
  }

  record Soap(
      SoapMessage message, String contentType, SoapMultipart parts, ClientConnection connection)
      implements ServiceResponse {
    @Override
    public void close() {
      connection.close();
    }
  }
}
