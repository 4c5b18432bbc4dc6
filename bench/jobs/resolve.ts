import type { OutgoingHttpHeaders } from "node:http";
import { startConstant, startStatements } from "../anchors.js";
import { createClient, graphqlRequest } from "../client.js";
import { type BenchContext, type Job, serviceSide } from "../context.js";
import { CONNECTIONS, fire, type Load } from "../load.js";
import { residentBytes } from "../processes.js";
import { interleave, rowOf, type Side } from "../rounds.js";
import { recordStatements } from "../statement-log.js";

/** How many names are resolved in turn. */
const URIS = 200;

/** Connections of the service's read pool, by default. */
const READ_CONNECTIONS = 10;

type Request = Pick<Load, "method" | "headers" | "paths" | "bodies">;

const namesOf = ({ world }: BenchContext): string[] => world.models.slice(0, URIS).map(({ name }) => name);

/** Asks in turn for the Production holders of many models. */
export const getRequest = (context: BenchContext, headers: OutgoingHttpHeaders = {}): Request => ({
  paths: namesOf(context).map((name) => `/resolve?uri=models:/${name}/Production`),
  headers: { authorization: `Bearer ${context.world.servingToken}`, ...headers },
});

/** The first answer: what the anchor sends to everyone, and what every answer must be as long as. */
const sampleOf = async ({ service, world }: BenchContext, { method = "GET", headers = {}, ...request }: Request) => {
  const client = createClient(service.url, world.servingToken, 1);
  const body = request.bodies?.[0];
  const answer = await client.send(method, request.paths[0] ?? "", { headers, ...(body !== undefined && { body }) });
  client.close();
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.body}`);
  return answer.body;
};

/** The service, and a process that sends the same bytes to every such request. */
export const contenders = async (context: BenchContext, request: Request) => {
  const { service } = context;
  const sample = await sampleOf(context, request);
  const constant = await startConstant(sample);
  const alike = (body: string): boolean => body.length === sample.length && body.includes("bench-");
  const ours = serviceSide(service, (seconds) => fire({ ...request, url: service.url, verify: alike }, seconds));
  const bytes: Side = {
    pid: constant.pid,
    fire: (seconds) => fire({ ...request, url: constant.url, verify: (body) => body === sample }, seconds),
  };
  return { ours, bytes, sample, stop: constant.stop };
};

/** (a1) `GET /resolve`, authenticated and authorised, from the cache, against constant bytes of equal size. */
export const cachedResolve: Job = async (context) => {
  const { ours, bytes, sample, stop } = await contenders(context, getRequest(context));
  try {
    const [us, them] = await interleave([ours, bytes], context.pace);
    const row = rowOf(us, them, 0.45);
    const memory = Math.round(residentBytes(context.service.pid) / 1e6);
    return [
      {
        job: "a1",
        what: `GET /resolve, cached, ${CONNECTIONS} connections`,
        ...row,
        target: "≥ 0.45 (aim 0.65)",
        note: `${URIS} URIs, ${sample.length} bytes each; anchor: the same bytes from bare node:http; RSS after this load ${memory} MB`,
      },
    ];
  } finally {
    stop();
  }
};

/** (a2) The same with `Cache-Control: no-cache`, against the same SQL through `pg`, and against constant bytes. */
export const freshResolve: Job = async (context) => {
  const { service, pace } = context;
  const request = getRequest(context, { "cache-control": "no-cache" });
  const { ours, bytes, stop } = await contenders(context, request);
  const statement = await resolveStatement(context, request);
  const sql = await startStatements({
    url: service.runtimeUrl,
    postgresPid: service.postgresPid,
    connections: READ_CONNECTIONS,
    clients: CONNECTIONS,
    jobs: namesOf(context).map((name) => [
      { name: statement.name, text: statement.text, values: [...statement.rights, [name], ["stage"], ["Production"]] },
    ]),
  });
  try {
    const [us, bare, http] = await interleave([ours, sql, bytes], pace);
    const what = "GET /resolve, no-cache";
    return [
      {
        job: "a2",
        what: `${what}; anchor: constant bytes`,
        ...rowOf(us, http, 0.25),
        target: "≥ 0.25 (aim 0.40)",
        note: "look-ups that arrive together share a statement, hence less than one per call",
      },
      { job: "a2", what: `${what}; anchor: the same SQL through pg`, ...rowOf(us, bare, null), target: "–" },
    ];
  } finally {
    stop();
    sql.stop();
  }
};

interface LookUp {
  readonly name: string;
  readonly text: string;
  /** The values of the caller's rights, which stand before those of what is asked. */
  readonly rights: readonly (string | null)[];
}

/** How many arrays a look-up asks with: names, kinds of place, places. */
const ASKED = 3;

/** The statement that a look-up sends, as the database saw it. Its text depends on the caller's rights: it has no name. */
const resolveStatement = async (context: BenchContext, request: Request): Promise<LookUp> => {
  const seen = await recordStatements(context.service, () => sampleOf(context, request));
  const found = seen.find(({ text }) => text.includes("with ordinality as k(name, by, value, key)"));
  if (found === undefined) throw new Error(`no look-up among:\n${seen.map(({ text }) => text).join("\n")}`);
  const rights = found.parameters.slice(0, -ASKED).map((literal) => (literal === "NULL" ? null : unquoted(literal)));
  return { name: "resolve.many", text: found.text, rights };
};

const unquoted = (literal: string): string => literal.replace(/^'|'$/g, "").replaceAll("''", "'");

const query = `query Resolve($uri: String!) {
  resolve(uri: $uri) { id modelName version source digest runId }
}`;

/** (a3) GraphQL `resolve` with variables, against a constant answer to the same POST. */
export const graphqlResolve: Job = async (context) => {
  const bodies = namesOf(context).map((name) => graphqlRequest(query, { uri: `models:/${name}/Production` }).body);
  const headers = { authorization: `Bearer ${context.world.servingToken}`, "content-type": "application/json" };
  const { ours, bytes, stop } = await contenders(context, {
    method: "POST",
    headers,
    bodies,
    paths: bodies.map(() => "/graphql"),
  });
  try {
    const [us, them] = await interleave([ours, bytes], context.pace);
    return [
      {
        job: "a3",
        what: "GraphQL resolve, 6 fields, a variable",
        ...rowOf(us, them, 0.25),
        target: "≥ 0.25 (aim 0.35)",
        note: "the look-up is cached, as in a1; anchor: constant bytes to the same POST from bare node:http",
      },
    ];
  } finally {
    stop();
  }
};
