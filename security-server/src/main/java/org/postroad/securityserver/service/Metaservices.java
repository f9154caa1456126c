// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import java.io.IOException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.postroad.protocol.message.Message;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.message.RestResponse;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.securityserver.conf.Configuration;

/**
 * Answers questions about the services of a client of this server (F-008 to F-027). What it answers
 * takes the same way as the answer of a service: bound to its request, signed and logged.
 */
public final class Metaservices {
  private final SoapMetaservices soap;
  private final RestMetaservices rest;

  /**
   * @param newId gives a fresh random UUID
   * @param random for boundaries
   */
  public Metaservices(Descriptions descriptions, Supplier<String> newId, RandomGenerator random) {
    this.soap = new SoapMetaservices(descriptions, newId, random);
    this.rest = new RestMetaservices(descriptions);
  }

  public ServiceResponse answer(
      Destination.Metaservice asked, Message request, Configuration configuration)
      throws IOException {
    return switch (request) {
      case SoapMessage message -> soap.answer(asked, message, configuration);
      case RestRequest message -> rest.answer(asked, message, configuration);
      case RestResponse _ -> throw new IllegalStateException("A response cannot be a request");
    };
  }
}
