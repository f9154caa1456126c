// SPDX-License-Identifier: MIT

package org.postroad.protocol.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What every message is asked first: the SOAP header of an envelope of 2 KB, the REST head. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class HeadBenchmark {

  private static final int ENVELOPE = 2048;

  private static final String SOAP_HEAD =
      """
      <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"\
       xmlns:x="http://x-road.eu/xsd/xroad.xsd" xmlns:id="http://x-road.eu/xsd/identifiers">\
      <s:Header><x:client id:objectType="SUBSYSTEM"><id:xRoadInstance>TEST</id:xRoadInstance>\
      <id:memberClass>GOV</id:memberClass><id:memberCode>1234</id:memberCode>\
      <id:subsystemCode>caller</id:subsystemCode></x:client>\
      <x:service id:objectType="SERVICE"><id:xRoadInstance>TEST</id:xRoadInstance>\
      <id:memberClass>GOV</id:memberClass><id:memberCode>5678</id:memberCode>\
      <id:subsystemCode>people</id:subsystemCode><id:serviceCode>getPerson</id:serviceCode>\
      </x:service><x:id>8d2f1a34-2f6d-4ad2-9e2b-7f25a4c0c001</x:id><x:userId>EE1234567890</x:userId>\
      <x:protocolVersion>4.0</x:protocolVersion></s:Header><s:Body>\
      <p:getPerson xmlns:p="urn:people"><p:text>\
      """;
  private static final String SOAP_TAIL = "</p:text></p:getPerson></s:Body></s:Envelope>";
  private static final String REST_HEAD =
      """
      POST\r
      /r1/TEST/GOV/5678/people/store/items/1?expand=all\r
      x-road-client:TEST/GOV/1234/caller\r
      x-road-id:8d2f1a34-2f6d-4ad2-9e2b-7f25a4c0c001\r
      x-road-request-id:0c1f2e3d-4b5a-6978-8796-a5b4c3d2e1f0\r
      x-road-userid:EE1234567890\r
      content-type:application/json\r
      accept:application/json\r
      accept-language:et\r
      """;

  private final byte[] envelope =
      (SOAP_HEAD + "x".repeat(ENVELOPE - SOAP_HEAD.length() - SOAP_TAIL.length()) + SOAP_TAIL)
          .getBytes(UTF_8);
  private final byte[] head = REST_HEAD.getBytes(UTF_8);

  @Benchmark
  public SoapMessage parseSoap() {
    return SoapMessage.parse(envelope, "text/xml; charset=UTF-8");
  }

  @Benchmark
  public RestRequest parseRest() {
    return RestRequest.parse(head);
  }
}
