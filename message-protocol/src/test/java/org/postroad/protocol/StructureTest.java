// SPDX-License-Identifier: MIT

package org.postroad.protocol;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.PrivateKey;
import java.time.Clock;
import java.util.Timer;
import org.junit.jupiter.api.Test;
import org.postroad.testing.Rooms;
import org.postroad.testing.Sources;

class StructureTest {

  private static final Rooms ROOMS = Rooms.of("org.postroad.protocol");

  @Test
  void roomsAreFreeOfCycles() {
    ROOMS.areFreeOfCycles();
  }

  @Test
  void roomsUseOnlyTheRoomsBelowThem() {
    ROOMS.allow("fault", "xml");
    ROOMS.allow("xml", "fault");
    ROOMS.allow("algorithm", "fault");
    ROOMS.allow("mime", "fault");
    ROOMS.allow("identifier", "fault", "xml");
    ROOMS.allow("message", "identifier", "fault", "xml", "mime", "algorithm");
    ROOMS.allow("certificate", "identifier", "fault", "algorithm");
    ROOMS.allow("signature", "certificate", "xml", "fault", "identifier", "algorithm");
    ROOMS.allow("token", "signature", "certificate", "fault", "algorithm");
    ROOMS.allow(
        "globalconf",
        "identifier",
        "fault",
        "xml",
        "mime",
        "certificate",
        "signature",
        "algorithm");
    ROOMS.allow(
        "transport",
        "mime",
        "message",
        "signature",
        "certificate",
        "identifier",
        "fault",
        "algorithm");
    ROOMS.allow(
        "container",
        "identifier",
        "fault",
        "xml",
        "mime",
        "message",
        "certificate",
        "signature",
        "globalconf",
        "algorithm");
    ROOMS.allow("transparency", "fault", "algorithm");
    ROOMS.allow("catalog", "identifier", "fault", "algorithm");
    ROOMS.allow("dispatch");
    ROOMS.allow(
        "administration", "dispatch", "identifier", "certificate", "fault", "algorithm", "backup");
    ROOMS.allow("backup", "fault", "container");
    ROOMS.allow(
        "management", "identifier", "fault", "xml", "mime", "message", "certificate", "algorithm");
  }

  @Test
  void onlyCryptographicRoomsUseBouncyCastle() {
    ROOMS.confine(
        new String[] {"org.bouncycastle.."},
        "algorithm",
        "signature",
        "certificate",
        "token",
        "container",
        "globalconf",
        "transparency",
        "backup");
  }

  @Test
  void theNativeProviderStaysBehindTheAlgorithms() {
    ROOMS.confine(new String[] {"com.amazon.."}, "algorithm");
  }

  @Test
  void nothingNeedsTheOracleOfTheTests() {
    ROOMS.confine(new String[] {"org.apache.xml.security.."});
  }

  /** Who verifies evidence has none of these libraries. */
  @Test
  void onlyWhatAnswersAdministratorsNeedsCxf() {
    ROOMS.confine(new String[] {"org.apache.cxf.."}, "dispatch", "administration");
    ROOMS.confine(new String[] {"jakarta.."}, "administration");
    ROOMS.confine(new String[] {"org.slf4j.."}, "dispatch", "administration");
  }

  @Test
  void nothingReachesTheOutsideWorld() {
    var values =
        type(URI.class)
            .or(type(URISyntaxException.class))
            .or(type(URLEncoder.class))
            .or(type(URLDecoder.class));
    var addressesOfCallers = type(InetAddress.class);
    var socketsOfKeyManagers = type(Socket.class);
    ROOMS.check(
        noClasses()
            .that()
            .resideOutsideOfPackage("..protocol.token..")
            .should()
            .dependOnClassesThat(socketsOfKeyManagers));
    ROOMS.check(
        noClasses()
            .that()
            .resideOutsideOfPackages("..protocol.dispatch..", "..protocol.administration..")
            .should()
            .dependOnClassesThat(addressesOfCallers));
    ROOMS.check(
        noClasses()
            .should()
            .dependOnClassesThat(
                resideInAPackage("java.net..")
                    .and(
                        DescribedPredicate.not(
                            values.or(socketsOfKeyManagers).or(addressesOfCallers))))
            .orShould()
            .dependOnClassesThat(type(File.class).or(type(FileInputStream.class)))
            .orShould()
            .dependOnClassesThat(
                resideInAPackage("javax.sql..").or(resideInAPackage("java.sql.."))));
  }

  /** Who verifies evidence keeps no backups. */
  @Test
  void onlyBackupsAreInFiles() {
    ROOMS.confine(new String[] {"java.nio.file..", "java.nio.channels.."}, "backup");
  }

  @Test
  void nothingStartsThreadsOrReadsTheClock() {
    DescribedPredicate<JavaClass> thread =
        type(Thread.class).or(type(Timer.class)).or(type(Clock.class));
    ROOMS.check(
        noClasses()
            .should()
            .dependOnClassesThat(thread)
            .orShould()
            .dependOnClassesThat(
                resideInAPackage("java.util.concurrent")
                    .and(
                        DescribedPredicate.describe(
                            "run tasks",
                            used -> used.getSimpleName().matches(".*(Executor|Future|Task).*")))));
  }

  @Test
  void privateKeysStayInTheirRoom() {
    ROOMS.check(
        classes().that().areAssignableTo(PrivateKey.class).should().resideInAPackage("..token.."));
    ROOMS.check(
        noClasses()
            .that()
            .resideOutsideOfPackages("..protocol.token..", "..protocol.algorithm..")
            .should()
            .dependOnClassesThat(type(PrivateKey.class)));
  }

  @Test
  void sourcesKeepTheHouseRules() throws IOException {
    var sources = Sources.ofThisModule();
    sources.suppressNothing();
    sources.markEveryPackage();
    sources.nameTheLicence();
    sources.areShort();
  }
}
