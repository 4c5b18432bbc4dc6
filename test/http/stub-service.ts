import { type AddressInfo, BlockList } from "node:net";
import pino from "pino";
import { Arg, Args, Ctx as Context, Field, Mutation, ObjectType, Query, Resolver } from "type-graphql";
import type { Authenticator } from "../../src/access/authenticate.js";
import type { Caller } from "../../src/access/caller.js";
import { unknownToken } from "../../src/access/unauthenticated.js";
import type { Ctx } from "../../src/context.js";
import { keyset } from "../../src/db/keyset.js";
import { DomainError } from "../../src/errors.js";
import { evidenceDoor } from "../../src/evidence/evidence.door.js";
import { createAdmission } from "../../src/graphql/admission.js";
import { createApollo } from "../../src/graphql/apollo.js";
import { connectionOf, PageArgs, page } from "../../src/graphql/connection.js";
import { graphqlDoor } from "../../src/graphql/graphql.door.js";
import { Node } from "../../src/graphql/node.js";
import { Policy } from "../../src/graphql/policy.js";
import { Double, Long } from "../../src/graphql/scalars.js";
import { buildGraphqlSchema } from "../../src/graphql/schema.js";
import { buildApp } from "../../src/http/app.js";
import { createInFlight, type InFlight } from "../../src/http/budget.js";
import { admittedCaller, type ContextOf, factsOf } from "../../src/http/facts.js";
import { createGuards, type Guards, type GuardsConfig } from "../../src/http/guards.js";
import { createMetrics } from "../../src/http/metrics.js";
import { sessionCookie } from "../../src/http/session-cookie.js";
import { redact } from "../../src/log.js";
import { mlflowDoor } from "../../src/mlflow/mlflow.door.js";
import { resolveDoor } from "../../src/registry/resolve/resolve.door.js";
import { probesOf, type StatusDoorOptions, statusDoor } from "../../src/status/status.door.js";

@ObjectType({ implements: Node, simpleResolvers: true, description: "A thing." })
class Thing extends Node {
  @Field(() => String, { description: "Its name." })
  name: string;
}
const ThingConnection = connectionOf(() => Thing, "Thing");

@Resolver()
class ThingResolver {
  @Query(() => ThingConnection, { description: "Things." })
  @Policy({ scope: "READ" })
  things(@Args(() => PageArgs) { first, after }: PageArgs) {
    const keys = keyset("things");
    const from = Number(keys.decode(after)?.[0] ?? 0);
    const rows = Array.from({ length: first + 1 }, (_, index) => ({ id: `th_${from + index + 1}`, name: "thing" }));
    return page(rows, first, ({ id }) => keys.encode(Number(id.slice(3))), after);
  }

  @Query(() => String, { nullable: true, description: "Fails in a way." })
  @Policy({ scope: "READ" })
  async failing(@Arg("how", () => String, { description: "How." }) how: string): Promise<string> {
    if (how === "down") throw new DomainError("UNAVAILABLE", "The database is not available right now; retry.");
    if (how === "known") throw new DomainError("FORBIDDEN", "Not you.");
    throw new Error(`select secret from /srv/app/src where token = ${how}`);
  }

  @Query(() => Long, { description: "The same number." })
  @Policy({ scope: "ANY" })
  long(@Arg("value", () => Long, { description: "A number." }) value: bigint): bigint {
    return value;
  }

  @Query(() => Double, { description: "The same number." })
  @Policy({ scope: "ANY" })
  double(@Arg("value", () => Double, { description: "A number." }) value: number): number {
    return value;
  }

  @Mutation(() => String, { description: "Who asks." })
  @Policy({ scope: "WRITE" })
  whoAmI(@Context() ctx: Ctx): string {
    return ctx.principal.handle;
  }
}

/** A token that the stub knows, and one that has the shape of a secret but opens nothing. */
export const goodToken = "csp_0123456789abcdefghijABCDEFGHIJ0123456";
export const badToken = "css_zyxwvutsrqponmlkjihgZYXWVUTSRQ9876543";

const caller = {
  principal: { id: "usr_1", kind: "USER", handle: "ana", displayName: "Ana" },
  credential: { scopes: new Set(["READ"]) },
  access: { organizationRoles: ["AUDITOR"] },
} as unknown as Caller;

export interface StubService {
  readonly url: string;
  readonly port: number;
  /** Every line logged so far. */
  lines(): string[];
  close(): Promise<void>;
}

/** What a test puts in place of the stub's own parts. */
interface StubParts {
  readonly authenticator: Authenticator;
  readonly readiness: StatusDoorOptions["readiness"];
  readonly inFlight: InFlight;
}

const standard: GuardsConfig = {
  allowedHosts: ["127.0.0.1", "localhost", "[::1]"],
  trustedProxies: new BlockList(),
  publicUrl: null,
  graphqlCostPerMinute: 0,
  authFailuresPerMinute: 0,
};

/** Guards on loopback without limits, but for what is told. */
export const guardsOf = (authenticator: Authenticator, config: Partial<GuardsConfig> = {}): Guards =>
  createGuards({ ...standard, ...config }, { authenticator, cookie: sessionCookie("12345678") });

/** The HTTP side of the service as it is, over a schema and dependencies of the tests' own. */
export const startStub = async (
  config: Partial<GuardsConfig> = {},
  { authenticator = onlyGoodToken, readiness = ready, inFlight = createInFlight() }: Partial<StubParts> = {},
): Promise<StubService> => {
  const written: string[] = [];
  const sink = {
    write: (line: string): void => {
      written.push(line);
    },
  };
  const log = pino({ level: "info", hooks: { streamWrite: (line) => redact(line) } }, sink);
  const schema = await buildGraphqlSchema([ThingResolver]);
  const admission = createAdmission(schema);
  const apollo = await createApollo(schema, admission, log);
  const metrics = createMetrics();
  const guards = guardsOf(authenticator, config);
  const probes = probesOf("1.2.3");
  const contextOf: ContextOf = (request, software) =>
    ({
      ...admittedCaller(request),
      ...factsOf(request, log, software),
      budget: request.budget,
      loaders: new Map(),
    }) as unknown as Ctx;
  const app = await buildApp({
    guards,
    log,
    metrics,
    inFlight,
    doors: [
      statusDoor({ probes, metrics, readiness }),
      graphqlDoor({ schema, admission, apollo, guards, refused: metrics.refused, contextOf }),
      resolveDoor({ cached: () => undefined, resolve }),
      evidenceDoor(contextOf),
      mlflowDoor({ contextOf, answers: { get: async () => Buffer.from("{}") }, probes }),
    ],
  });
  await app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = app.server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, lines: () => written, close: () => app.close() };
};

export const onlyGoodToken: Authenticator = {
  cached: () => undefined,
  identify: async () => {
    throw unknownToken();
  },
  authenticate: async ({ authorization }) => {
    if (authorization === `Bearer ${goodToken}`) return caller;
    throw unknownToken();
  },
};

const ready = async () => ({
  database: true,
  writable: true,
  migrations: true,
  artifacts: true as const,
  draining: false,
  hardening: "level 2: test",
  log: "OFF",
});

const resolve = async (_: unknown, uri: string) =>
  uri === "models:/churn/Production"
    ? ({ body: Buffer.from('{"name":"churn","version":7}'), etag: '"abc"' } as never)
    : undefined;
