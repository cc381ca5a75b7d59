import { type EndpointName, endpointNames } from "../api/endpoints.ts";
import { errors } from "../api/errors.ts";
import type { CallOutcome } from "../mock/journal/call.ts";
import type { JournalQuery } from "../mock/journal/journal.ts";
import { caseFileOf } from "../traffic/case-file.ts";
import { harOf } from "../traffic/har.ts";
import { countIn, nameIn } from "./read-query.ts";
import type { Route } from "./route.ts";

/** What the query may ask for. */
const wants = {
  endpoint: "Name of an endpoint",
  outcome: "`ok`, the code of an error, or `fault`",
  license: "A license key, a username or a license id, as it was sent",
  device: "A hardware id",
  since: "Entries after the one of this id",
  last: "So many of them, the newest",
};

/** What happened. */
export const journalRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/journal",
    about: "The last requests, oldest first; secrets are masked",
    inSpace: true,
    query: wants,
    gives: ["control-journal-entry"],
    answer: ({ space, query }) => space.journal.entries(wanted(query)),
  },
  {
    method: "GET",
    path: "/journal.har",
    about: "The same as a HAR 1.2 file, which browsers' developer tools open",
    inSpace: true,
    query: wants,
    gives: "control-har",
    answer: ({ space, query, origin }) => harOf(space.journal.entries(wanted(query)), { baseUrl: origin }),
  },
  {
    method: "GET",
    path: "/journal/cases",
    about: "The same as a case file, which `license-api-kit replay` plays against another server",
    inSpace: true,
    query: wants,
    gives: "case-file",
    answer: ({ space, query }) => caseFileOf(space.journal.entries(wanted(query))),
  },
  {
    method: "GET",
    path: "/journal/findings",
    about: "The remarks on all calls that are kept, each once",
    inSpace: true,
    gives: ["control-text"],
    answer: ({ space }) => space.journal.findings(),
  },
  {
    method: "DELETE",
    path: "/journal",
    about: "Forgets the calls",
    inSpace: true,
    gives: "control-status",
    answer: ({ space }) => {
      space.journal.clear();
      return { status: "cleared" };
    },
  },
];

const outcomes = ["ok", "fault", ...Object.keys(errors)];

function wanted(query: ReadonlyMap<string, string>): JournalQuery {
  const given = {
    endpoint: nameIn(query, "endpoint", endpointNames) as EndpointName | undefined,
    outcome: nameIn(query, "outcome", outcomes) as CallOutcome | undefined,
    license: query.get("license"),
    device: query.get("device"),
    since: countIn(query, "since"),
    last: countIn(query, "last"),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
