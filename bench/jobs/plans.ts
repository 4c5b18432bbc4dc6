import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { connectionOptions } from "../../src/db/pool.js";
import type { BenchContext, Job } from "../context.js";
import { percentile, show } from "../figures.js";
import { seedRuns } from "../run-volume.js";
import { asSuperuser, recordStatements, type SeenStatement } from "../statement-log.js";
import { bigModel, seedEntries, seedManyModels } from "../volume.js";
import { operations } from "./plans.operations.js";
import { wireOperations } from "./plans.wire.js";

const VERSIONS = 100_000;
const MODELS = 20_000;
const ENTRIES = 10_000;
const RUNS = 200_000;
const WARM_UP = 12;

/** A table with more rows than this must be reached by an index. */
const BIG = 5_000;

interface Node {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Shared Hit Blocks"?: number;
  readonly "Shared Read Blocks"?: number;
  readonly Plans?: readonly Node[];
}

interface Plan {
  readonly operation: string;
  readonly statement: string;
  readonly mode: "generic" | "custom";
  readonly milliseconds: number;
  readonly blocks: number;
  /** Big tables that it reads from end to end. */
  readonly scanned: readonly string[];
}

const scansIn = (node: Node, big: ReadonlySet<string>): string[] => {
  const relation = node["Relation Name"];
  const own = node["Node Type"] === "Seq Scan" && relation !== undefined && big.has(relation) ? [relation] : [];
  return [...own, ...(node.Plans ?? []).flatMap((child) => scansIn(child, big))];
};

const titleOf = ({ name, text }: SeenStatement): string => name ?? text.replaceAll(/\s+/g, " ").slice(0, 70);

interface Explained {
  readonly "QUERY PLAN": readonly [{ readonly Plan: Node; readonly "Execution Time"?: number }];
}

/** Explains one statement with the values that it was sent with; a write, which may not repeat, without running it. */
const explain = async (client: pg.Client, seen: SeenStatement, mode: Plan["mode"]) => {
  const values = seen.parameters.length === 0 ? "" : `(${seen.parameters.join(", ")})`;
  for (const options of ["analyze, buffers, ", ""]) {
    await client.query("begin");
    try {
      await client.query(`set local plan_cache_mode = force_${mode}_plan`);
      await client.query(`prepare seen as ${seen.text}`);
      const { rows } = await client.query<Explained>(`explain (${options}format json) execute seen${values}`);
      return rows[0]?.["QUERY PLAN"][0];
    } catch (error) {
      if (options === "") throw error;
    } finally {
      await client.query("rollback");
      await client.query("deallocate all");
    }
  }
  return undefined;
};

const isQuery = ({ text }: SeenStatement): boolean => /^(select|with|insert|update|delete)\b/i.test(text);

/** What is sent without a name is planned for its values each time; what is prepared, for any after a few. */
const modesOf = ({ name }: SeenStatement): readonly Plan["mode"][] =>
  name === null ? ["custom"] : ["generic", "custom"];

const plansOf = async (
  client: pg.Client,
  operation: string,
  statements: readonly SeenStatement[],
  big: ReadonlySet<string>,
): Promise<Plan[]> => {
  const plans: Plan[] = [];
  for (const seen of statements.filter(isQuery))
    for (const mode of modesOf(seen)) {
      const found = await explain(client, seen, mode);
      if (found === undefined) continue;
      const blocks = (found.Plan["Shared Hit Blocks"] ?? 0) + (found.Plan["Shared Read Blocks"] ?? 0);
      const milliseconds = found["Execution Time"] ?? 0;
      plans.push({
        operation,
        statement: titleOf(seen),
        mode,
        milliseconds,
        blocks,
        scanned: scansIn(found.Plan, big),
      });
    }
  return plans;
};

interface TableFacts {
  readonly name: string;
  readonly rows: number;
  readonly scans: number;
}

/** Sessions hand their counters over when they have been idle for ten seconds. */
const tableFacts = async ({ service }: BenchContext): Promise<TableFacts[]> => {
  await sleep(11_000);
  return asSuperuser<TableFacts>(
    service,
    `select s.relname as name, greatest(c.reltuples, 0)::float8 as rows, s.seq_scan::float8 as scans
     from pg_stat_user_tables s join pg_class c on c.oid = s.relid`,
  );
};

/** Runs every hot operation on big data and explains each statement that it sent, as PostgreSQL's log has it. */
export const plans: Job = async (context) => {
  const { service } = context;
  const model = await bigModel(context, VERSIONS);
  await seedManyModels(context, MODELS);
  const told = context.world.models[0];
  if (told === undefined) throw new Error("no model was seeded");
  await seedEntries(context, told.versions[0], ENTRIES);
  await seedRuns(context, RUNS);
  const before = await tableFacts(context);
  const big = new Set(before.filter(({ rows }) => rows > BIG).map(({ name }) => name));
  const seen: [operation: string, statements: SeenStatement[]][] = [];
  for (const [operation, run] of [
    ...operations(context, model, told.name),
    ...(await wireOperations(context, model)),
  ]) {
    // Some statements are prepared once they have come a few times.
    for (let turn = 0; turn < WARM_UP; turn++) await run();
    seen.push([operation, await recordStatements(service, run)]);
  }
  const after = await tableFacts(context);
  const client = new pg.Client(
    connectionOptions(service.runtimeUrl, "bench-plans", { statement: 60_000, wait: 10_000 }),
  );
  await client.connect();
  const found: Plan[] = [];
  for (const [operation, statements] of seen) found.push(...(await plansOf(client, operation, statements, big)));
  await client.end();
  // Functions and triggers run statements that no log shows: the tables' own counters tell of those.
  const grown = after.filter(
    ({ name, scans }) => big.has(name) && scans > (before.find((t) => t.name === name)?.scans ?? 0),
  );
  process.stdout.write(`\n${describe(found, [...big])}\n`);
  const failures = found.filter(({ scanned }) => scanned.length > 0);
  return [
    {
      job: "plans",
      what: `${seen.flatMap(([, statements]) => statements).length} statements of ${seen.length} operations, as prepared and as planned for their values`,
      ours: `${failures.length + grown.length} Seq Scans`,
      anchor: "",
      ratio: "",
      target: `none on tables of > ${BIG.toLocaleString("en-US")} rows`,
      met: failures.length + grown.length === 0,
      note: [
        `tables read end to end while the operations ran: ${grown.map(({ name }) => name).join(", ") || "none that are big"}`,
        ...failures.map(
          (plan) => `Seq Scan on ${plan.scanned.join(", ")}: ${plan.operation}, ${plan.statement} (${plan.mode})`,
        ),
      ].join("\n"),
    },
  ];
};

const describe = (found: readonly Plan[], big: readonly string[]): string => {
  const widest = [...found].sort((a, b) => b.blocks - a.blocks).slice(0, 12);
  const lines = widest.map(
    ({ operation, statement, mode, milliseconds, blocks }) =>
      `  ${String(blocks).padStart(7)} blocks ${show(milliseconds).padStart(7)} ms  ${operation}: ${statement} (${mode})`,
  );
  const typical = percentile(
    found.map(({ blocks }) => blocks),
    0.5,
  );
  return `big tables: ${big.join(", ")}\nthe statements that touch most blocks (half of them touch ${typical} or fewer):\n${lines.join("\n")}`;
};
