// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import java.io.InputStream;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.message.SoapMultipart;
import org.postroad.protocol.mime.Headers;

/**
 * What a service answered; its bodies are still to be read. Closing gives back what they stream
 * from, a connection for instance.
 */
public sealed interface ServiceResponse extends AutoCloseable {

  @Override
  void close();

  record Rest(int status, String reason, Headers headers, InputStream body, Runnable giveBack)
      implements ServiceResponse {
    @Override
    public void close() {
      giveBack.run();
    }
  }

  record Soap(SoapMessage message, String contentType, SoapMultipart parts, Runnable giveBack)
      implements ServiceResponse {
    @Override
    public void close() {
      giveBack.run();
    }
  }
}
