import { readdirSync } from "node:fs";
import { join } from "node:path";
import { unitTests } from "../unit-tests.js";

/** What is mutated together, and the tests beside it that should notice. */
export interface Area {
  readonly name: string;
  readonly mutate: readonly string[];
  readonly tests: readonly string[];
}

const testsIn = (...folders: string[]): string[] =>
  folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".test.ts"))
      .map((name) => join(folder, name)),
  );

/** Unit tests that no rule's change could turn red. */
const unrelated = /^test\/(ci|console|jobs|verify)\/|^test\/[^/]+$/;

/** The areas, cheap ones first: rules, rights and visibility by unit tests alone, the rest by the stories of their feature. */
export const areas = (): Area[] => [
  {
    name: "rules",
    mutate: [
      "src/**/*-rules.ts",
      "src/graphql/measure.ts",
      "src/governance/statement.ts",
      "src/audit/entry-ids.ts",
      "src/audit/audited-text.ts",
    ],
    tests: unitTests().filter((path) => !unrelated.test(path)),
  },
  {
    name: "rights",
    mutate: ["src/access/ability.ts", "src/access/visible.ts"],
    tests: ["test/access/ability-rules.test.ts", "test/access/visible.test.ts"],
  },
  {
    name: "visibility",
    mutate: ["src/evidence/visible-entries.ts"],
    tests: ["test/evidence/visible-entries.test.ts"],
  },
  {
    name: "governance",
    mutate: [
      "src/governance/**/*.ts",
      "!src/governance/**/*-rules.ts",
      "!src/governance/statement.ts",
      "!src/governance/**/*.{types,resolver,kind,loaders,job}.ts",
    ],
    tests: testsIn("test/governance").filter((path) => !path.endsWith("-properties.test.ts")),
  },
  {
    name: "audit",
    mutate: ["src/audit/entry.ts", "src/audit/append.store.ts", "src/audit/partitions.job.ts"],
    tests: testsIn("test/audit").filter((path) => !path.endsWith("by-hand.test.ts")),
  },
];
