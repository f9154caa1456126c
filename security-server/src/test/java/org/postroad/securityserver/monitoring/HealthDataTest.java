// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.xml.XmlElement;
import org.postroad.securityserver.exchange.CarriedMessage;
import org.postroad.securityserver.exchange.ExchangeRecord;
import org.postroad.securityserver.exchange.Moments;
import org.postroad.securityserver.messagelog.Side;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.securityserver.testing.TestMessages;
import org.postroad.testing.StandingClock;

/** How services do (G-025, G-026). */
final class HealthDataTest {
  private static final Instant START = Instant.ofEpochMilli(1_000_000_000);
  private static final String OM = OperationalData.NAMESPACE;

  private final StandingClock clock = new StandingClock(START);
  private final MBeanServer beans = MBeanServerFactory.newMBeanServer();
  private final HealthData health = new HealthData(clock, Optional.of(new HealthBeans(beans)));

  private void call(Side side, String service, long millis, boolean good) {
    SoapMessage message = TestMessages.soap(TestMessages.service(service));
    CarriedMessage carried = new CarriedMessage(message, 0, 0);
    Instant end = clock.instant();
    ExchangeRecord exchange =
        new ExchangeRecord(
            side,
            ExchangeRecord.Purpose.MESSAGE,
            new Moments(
                end.minusMillis(millis), Optional.empty(), Optional.empty(), Optional.empty(), end),
            Optional.empty(),
            Optional.of(carried),
            good ? Optional.of(carried) : Optional.empty(),
            Optional.empty(),
            good ? Optional.empty() : Optional.of(new FaultReport("c", "t", "d")),
            List.of());
    health.add(
        exchange,
        OperationalRecord.builder()
            .truth(OperationalField.SUCCEEDED, good)
            .text(OperationalField.SERVICE_TYPE, "WSDL")
            .build());
  }

  private XmlElement answer(String inside) {
    byte[] body =
        ("<om:getSecurityServerHealthData xmlns:om=\""
                + OM
                + "\""
                + " xmlns:id=\"http://x-road.eu/xsd/identifiers\">"
                + inside
                + "</om:getSecurityServerHealthData>")
            .getBytes(UTF_8);
    SoapMessage request =
        SoapMessage.parse(
            TestMessages.envelope(
                TestInstance.CALLER,
                ServiceId.of(TestInstance.PROVIDER.member(), "getSecurityServerHealthData"),
                body));
    return XmlElement.parse(health.answer(request).element());
  }

  private static List<XmlElement> services(XmlElement answer) {
    return answer.required(OM, "servicesEvents").children(OM, "serviceEvents");
  }

  @Test
  void callsOfTheLastTenMinutesAreSummedUp() {
    call(Side.PROVIDER, "people", 100, true);
    clock.move(Duration.ofMinutes(5));
    call(Side.PROVIDER, "people", 300, true);
    call(Side.PROVIDER, "people", 9_000, false);
    XmlElement answer = answer("");
    assertEquals("1000000000", answer.requiredText(OM, "monitoringStartupTimestamp"));
    assertEquals("600", answer.requiredText(OM, "statisticsPeriodSeconds"));
    XmlElement service = services(answer).getFirst();
    assertEquals("WSDL", service.requiredText(OM, "serviceType"));
    assertEquals("1000300000", service.requiredText(OM, "lastSuccessfulRequestTimestamp"));
    assertEquals("1000300000", service.requiredText(OM, "lastUnsuccessfulRequestTimestamp"));
    XmlElement statistics = service.required(OM, "lastPeriodStatistics");
    assertEquals("2", statistics.requiredText(OM, "successfulRequestCount"));
    assertEquals("1", statistics.requiredText(OM, "unsuccessfulRequestCount"));
    assertEquals("100", statistics.requiredText(OM, "requestMinDuration"));
    assertEquals("200.0", statistics.requiredText(OM, "requestAverageDuration"));
    assertEquals("300", statistics.requiredText(OM, "requestMaxDuration"));
    assertEquals("100.0", statistics.requiredText(OM, "requestDurationStdDev"));
    clock.move(Duration.ofMinutes(6));
    XmlElement later = services(answer("")).getFirst().required(OM, "lastPeriodStatistics");
    assertEquals("1", later.requiredText(OM, "successfulRequestCount"));
    assertEquals("300", later.requiredText(OM, "requestMinDuration"));
    clock.move(Duration.ofMinutes(6));
    assertEquals(
        "0",
        services(answer(""))
            .getFirst()
            .required(OM, "lastPeriodStatistics")
            .requiredText(OM, "successfulRequestCount"));
  }

  @Test
  void aServiceThatOnlyFailsHasCountsAndNoTimes() {
    call(Side.PROVIDER, "people", 100, false);
    XmlElement service = services(answer("")).getFirst();
    assertTrue(service.child(OM, "lastSuccessfulRequestTimestamp").isEmpty());
    XmlElement statistics = service.required(OM, "lastPeriodStatistics");
    assertEquals("0", statistics.requiredText(OM, "successfulRequestCount"));
    assertEquals("1", statistics.requiredText(OM, "unsuccessfulRequestCount"));
    assertTrue(statistics.child(OM, "requestMinDuration").isEmpty());
    assertTrue(statistics.child(OM, "responseSizeStdDev").isEmpty());
  }

  @Test
  void onlyServicesOfThisServerAreToldAndThoseOfOneProviderWhereAsked() {
    call(Side.CONSUMER, "elsewhere", 5, true);
    call(Side.PROVIDER, "people", 5, true);
    assertEquals(1, services(answer("")).size());
    String provider =
        "<om:filterCriteria><om:client id:objectType=\"SUBSYSTEM\"><id:xRoadInstance>TEST"
            + "</id:xRoadInstance><id:memberClass>GOV</id:memberClass><id:memberCode>5678"
            + "</id:memberCode><id:subsystemCode>%s</id:subsystemCode></om:client>"
            + "</om:filterCriteria>";
    assertEquals(1, services(answer(provider.formatted("people"))).size());
    assertEquals(0, services(answer(provider.formatted("others"))).size());
  }

  @Test
  void eachServiceHasItsBeans() throws JMException {
    call(Side.PROVIDER, "people", 120, true);
    call(Side.PROVIDER, "people", 5, false);
    String of = "(TEST/GOV/5678/people/people)";
    assertEquals(
        Set.of(
            "metrics:name=monitoringStartupTimestamp",
            "metrics:name=statisticsPeriodSeconds",
            "metrics:name=lastSuccessfulRequestTimestamp" + of,
            "metrics:name=lastUnsuccessfulRequestTimestamp" + of,
            "metrics:name=serviceType" + of,
            "metrics:name=successfulRequestCount" + of,
            "metrics:name=unsuccessfulRequestCount" + of,
            "metrics:name=requestDuration" + of,
            "metrics:name=requestSize" + of,
            "metrics:name=responseSize" + of),
        beans.queryNames(new ObjectName("metrics:*"), new ObjectName("metrics:*")).stream()
            .map(ObjectName::getCanonicalName)
            .collect(Collectors.toSet()));
    ObjectName duration = new ObjectName("metrics:name=requestDuration" + of);
    assertEquals(120L, beans.getAttribute(duration, "Max"));
    assertEquals(1L, beans.getAttribute(duration, "Count"));
    assertEquals(
        "WSDL", beans.getAttribute(new ObjectName("metrics:name=serviceType" + of), "Value"));
  }

  @Test
  void namesOfBeansKeepTheirMeaningWhateverTheCodesAre() {
    assertEquals(
        "EE/GOV/1//a&#46;b&#32;c&#47;d/v&#44;1",
        HealthBeans.escaped(
            new ServiceId(ClientId.parse("EE/GOV/1"), "a.b c/d", Optional.of("v,1"))));
    assertEquals(
        "EE/GOV/1/sub/x", HealthBeans.escaped(ServiceId.of(ClientId.parse("EE/GOV/1/sub"), "x")));
  }

  @Test
  void summariesJoinAsIfTheyHadBeenOne() {
    Summary left = Summary.NONE.with(2).with(4).with(4);
    Summary right = Summary.NONE.with(4).with(5).with(5).with(7).with(9);
    Summary all = left.joined(right);
    assertEquals(8, all.count());
    assertEquals(5.0, all.mean(), 1e-12);
    assertEquals(2.0, all.deviation(), 1e-12);
    assertEquals(2, all.min());
    assertEquals(9, all.max());
  }
}
