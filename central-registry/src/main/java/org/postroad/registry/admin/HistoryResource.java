// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.administration.Page;
import org.postroad.protocol.administration.Refusal;
import org.postroad.registry.history.FieldChange;
import org.postroad.registry.history.HistoryQuery;
import org.postroad.registry.history.HistorySubject;

/** What changed in the registry, field by field (D27). */
@Path("history")
public final class HistoryResource {
  private static final String TIME = "time";

  private final Registry registry;

  /** A part of the history. */
  record PagedHistory(List<FieldChange> items, Page.Metadata pagingMetadata) {}

  /** What the history is searched for. */
  public static final class Query {
    @QueryParam("query")
    @DefaultValue("")
    private String query = "";

    @QueryParam("kind")
    @DefaultValue("")
    private String kind = "";

    @QueryParam("record")
    @DefaultValue("")
    private String record = "";

    @QueryParam("who")
    @DefaultValue("")
    private String who = "";

    @QueryParam("since")
    @DefaultValue("")
    private String since = "";

    @QueryParam("until")
    @DefaultValue("")
    private String until = "";

    private HistoryQuery wanted() {
      var subject = new HistorySubject(given(query), given(kind), given(record), given(who));
      return HistoryQuery.NEWEST.about(subject).between(time("since", since), time("until", until));
    }

    private static Optional<String> given(String text) {
      return Optional.of(text).filter(value -> !value.isEmpty());
    }

    private static Optional<Instant> time(String name, String text) {
      try {
        return given(text).map(Instant::parse);
      } catch (DateTimeParseException notOne) {
        throw Refusal.invalid(name, "DateTime");
      }
    }
  }

  HistoryResource(Registry registry) {
    this.registry = registry;
  }

  /** The newest first; by {@code time} the oldest. */
  @GET
  @Needs(Permission.VIEW_HISTORY)
  public PagedHistory findHistory(@BeanParam Query query, @BeanParam Page.Query paging) {
    Page page = paging.page();
    if (page.sort().filter(key -> !key.equals(TIME)).isPresent()) {
      throw Refusal.invalid("sort", "OneOf [" + TIME + "]");
    }
    HistoryQuery wanted = query.wanted().page((long) page.offset() * page.limit(), page.limit());
    boolean oldestFirst = page.sort().isPresent() != page.desc();
    HistoryQuery.Page found = registry.history(oldestFirst ? wanted.oldest() : wanted);
    return new PagedHistory(
        found.changes(),
        new Page.Metadata(
            Math.toIntExact(found.total()), found.changes().size(), page.limit(), page.offset()));
  }
}
