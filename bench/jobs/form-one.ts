import { readFileSync } from "node:fs";
import { type BenchContext, type Job, serviceSide } from "../context.js";
import { closedLoop } from "../loops.js";
import { interleave, rowOf } from "../rounds.js";
import { asSuperuser } from "../statement-log.js";
import { CLIENTS, mover } from "./transitions.js";

const living = readFileSync(new URL("../../migrations/functions/audit.append.sql", import.meta.url), "utf8");

/** What form 2 has more than form 1 in `audit.append`: the digests of links and rows, the outcome, the rows' seal. */
const more: readonly (readonly [from: RegExp, to: string])[] = [
  [/ {2}select array_agg\(c\.id order by c\.id\)[\s\S]*?wrote_here\(c\.xmin\)\);\n/, ""],
  [/ {4}select '\[' \|\| coalesce\(string_agg\(t\.link[\s\S]*?end if;\n/, ""],
  [/"links":"%s","out":"%s",/, ""],
  [/"rows":"%s",/, ""],
  [/"v":2/, '"v":1'],
  [/, encode\(sha256\(convert_to\(v_links, 'UTF8'\)\), 'hex'\),\s+e\.outcome,/, ","],
  [/coalesce\(v_rows, v_none\), /, ""],
];

/** `audit.append` as it would be if it still wrote entries of form 1; all else is the living text. */
const formOne = (): string =>
  more.reduce((text, [from, to]) => {
    if (!from.test(text)) throw new Error(`audit.append has no ${from.source} any more: this job must follow it`);
    return text.replace(from, to);
  }, living);

const setNotes = (state: "enable" | "disable"): string => `do $$ declare r record; begin
  for r in select c.oid::regclass as tbl, t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where t.tgname like '%\\_is\\_noted%' and not t.tgisinternal
  loop execute format('alter table %s ${state} ${state === "enable" ? "always " : ""}trigger %I', r.tbl, r.tgname); end loop; end $$`;

/**
 * (e1) Request and apply with entries of form 2 against form 1 on the same service: without notes of rows, and without
 * the digests of links and rows.
 */
export const formsOfEntries: Job = async (context: BenchContext) => {
  const { service, world, pace } = context;
  const { call, close } = mover(context, world.models.slice(0, world.models.length / 2), []);
  const inForm = (append: string, notes: "enable" | "disable") =>
    serviceSide(service, async (seconds) => {
      await asSuperuser(service, setNotes(notes), append);
      return closedLoop(CLIENTS, seconds, call);
    });
  try {
    const [two, one] = await interleave([inForm(living, "enable"), inForm(formOne(), "disable")], pace);
    return [
      {
        job: "e1",
        what: `requestTransition applied at once, ${CLIENTS} clients, entries of form 2; anchor: the same with form 1`,
        ...rowOf(two, one, 0.8),
        target: "≥ 0.8",
      },
    ];
  } finally {
    await asSuperuser(service, setNotes("enable"), living);
    close();
  }
};
