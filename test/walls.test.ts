import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { beyond, owners } from "./support/walls.js";

const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .sort();
const text = (path: string): string => readFileSync(`src/${path}`, "utf8");
const roomOf = (path: string): string => path.split("/")[0] ?? "";
const tables = [...readFileSync("schema.sql", "utf8").matchAll(/^create table (\w+) \($/gm)].map(
  ([, name]) => name ?? "",
);
const ownerOf = new Map(
  Object.entries(owners).flatMap(([room, owned]) => owned.map((table) => [table, room] as const)),
);

/** Tables that a file's statements name. */
const named = (path: string): string[] => {
  const uses = text(path).matchAll(/\b(?:from|join|into|update)\s+(?:only\s+)?(\w+)/g);
  return [...new Set([...uses].map(([, table]) => table ?? ""))].filter((table) => ownerOf.has(table)).sort();
};

it("says of every table which folder owns it", () => {
  expect(tables.length).toBeGreaterThan(40);
  expect([...ownerOf.keys()].sort()).toEqual([...tables].sort());
});

it("keeps each folder's statements to its own tables, but for the list, which may only shrink", () => {
  const found = Object.fromEntries(
    sources
      .map((path) => [path, named(path).filter((table) => ownerOf.get(table) !== roomOf(path))] as const)
      .filter(([, others]) => others.length > 0)
      .map(([path, others]) => [path, others.join(" ")]),
  );
  expect(found).toEqual(beyond);
});

it("writes nothing and locks nothing in queries: a replica could answer them", () => {
  const queries = sources.filter((path) => path.endsWith(".queries.ts"));
  const writes = /\b(?:insert into|update \w+ set|delete from|for (?:no key )?(?:update|share)|pg_advisory|nextval)\b/;
  expect(queries.length).toBeGreaterThan(20);
  expect(queries.filter((path) => writes.test(text(path)))).toEqual([]);
});

it("keeps SQL in stores and queries", () => {
  const makes = /import \{[^}]*\b(?:sql|dynamicSql|Values)\b[^}]*\} from "[./]*db\/sql\.js"/;
  const allowed = /\.(?:store|queries)\.ts$|^db\//;
  const typeOnly = (path: string): boolean => /import type \{ (?:Values|Sql)[^}]*\} from/.test(text(path));
  const found = sources.filter((path) => !allowed.test(path) && makes.test(text(path)) && !typeOnly(path));
  expect(found).toEqual([]);
});
