// SPDX-License-Identifier: MIT

package org.postroad.securityserver;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.io.IOException;
import java.security.PrivateKey;
import org.junit.jupiter.api.Test;
import org.postroad.testing.Rooms;
import org.postroad.testing.Sources;

class StructureTest {

  private static final Rooms ROOMS = Rooms.of("org.postroad.securityserver");

  @Test
  void roomsAreFreeOfCyclesAndOfTheRoot() {
    ROOMS.areFreeOfCycles();
    ROOMS.neverUseTheRoot();
  }

  @Test
  void roomsUseOnlyTheRoomsBelowThem() {
    ROOMS.allow("waiting");
    ROOMS.allow("net", "waiting");
    ROOMS.allow("journal");
    ROOMS.allow("messagelog", "journal");
    ROOMS.allow("logtree", "journal", "messagelog");
    ROOMS.allow("archive", "journal", "messagelog", "logtree");
    ROOMS.allow("witness", "net", "journal", "messagelog", "logtree");
    ROOMS.allow("audit", "journal", "messagelog", "logtree", "archive");
    ROOMS.allow("signer", "net", "conf", "journal", "waiting");
    ROOMS.allow("keys", "signer", "conf");
    ROOMS.allow("mail", "conf");
    ROOMS.allow("acme", "net", "conf", "signer", "keys", "registration", "mail");
    ROOMS.allow("conf", "net");
    ROOMS.allow("health", "net", "messagelog", "archive");
    ROOMS.allow("registration", "net", "signer", "conf");
    ROOMS.allow("exchange", "net", "conf", "signer", "journal", "messagelog");
    ROOMS.allow("service", "exchange", "net", "conf", "journal", "messagelog", "monitoring");
    ROOMS.allow("consumer", "exchange", "net", "conf", "signer", "journal", "messagelog");
    ROOMS.allow(
        "provider", "exchange", "net", "conf", "signer", "journal", "messagelog", "service");
    ROOMS.allow("monitoring", "exchange", "conf", "net", "messagelog");
    ROOMS.allow(
        "api",
        "acme",
        "mail",
        "net",
        "conf",
        "archive",
        "declaration",
        "health",
        "keys",
        "messagelog",
        "monitoring",
        "registration",
        "service",
        "signer");
    ROOMS.allow("declaration", "conf", "service", "keys", "registration", "signer");
    ROOMS.allow(
        "admin",
        "conf",
        "signer",
        "journal",
        "messagelog",
        "logtree",
        "archive",
        "witness",
        "monitoring",
        "net",
        "service");
  }

  @Test
  void librariesStayInTheirRooms() {
    ROOMS.confine(new String[] {"io.netty.."}, "net");
    ROOMS.confine(
        new String[] {"java.sql..", "javax.sql..", "org.h2..", "com.zaxxer.."}, "messagelog");
    ROOMS.confine(new String[] {"org.flywaydb..", "org.postgresql.."}, "messagelog");
    ROOMS.confine(new String[] {"org.apache.cxf..", "jakarta.ws.rs.."}, "api");
    ROOMS.confine(new String[] {"org.shredzone.."}, "acme");
    ROOMS.confine(new String[] {"jakarta.mail.."}, "mail");
    ROOMS.confine(new String[] {"io.micrometer.."}, "monitoring");
    ROOMS.confine(new String[] {"org.bouncycastle.openpgp.."}, "archive");
    ROOMS.confine(new String[] {"org.apache.xml.security..", "picocli.."});
  }

  @Test
  void theRegistryIsAStranger() {
    ROOMS.confine(new String[] {"org.postroad.registry..", "org.postroad.cli.."});
  }

  @Test
  void noRoomSeesAPrivateKey() {
    ROOMS.check(noClasses().should().dependOnClassesThat(type(PrivateKey.class)));
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
