// The parts of the documentation that the code knows: `npm run schema` writes them between their marks, a test holds them.
import { configKeys } from "../src/config-keys.js";
import { gateLimits } from "../src/governance/gates/given-gates.js";
import { tableLimits } from "../src/governance/gates/paired/table-limits.js";
import { policyLimits } from "../src/governance/policies/policy-input.js";
import { requirementLimits } from "../src/governance/policies/requirement-input.js";
import { MOST_OPEN_SIGNATURES } from "../src/governance/signing/signing-rules.js";
import { waiverLimits } from "../src/governance/waivers/waiver-input.js";
import { limits } from "../src/graphql/limits.js";
import { answerLimits, bodyLimits } from "../src/http/limits.js";
import { documentLimits } from "../src/registry/documents/document-input.js";
import { registryLimits } from "../src/registry/registry-limits.js";
import { trackingLimits } from "../src/tracking/tracking-limits.js";

type Row = readonly (string | number)[];

const cell = (value: string | number): string => (typeof value === "number" ? value.toLocaleString("en-US") : value);

const table = (head: Row, rows: readonly Row[]): string =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.map(cell).join(" | ")} |`).join("\n");

const bytes = (count: number): string =>
  count % 1_048_576 === 0 ? `${count / 1_048_576} MiB` : `${count / 1_024} KiB`;

const graphqlRows: Row[] = [
  ["size of a document", bytes(limits.documentBytes)],
  ["lexical tokens of a document", limits.tokens],
  ["fields within fields; below `__schema` and `__type`", `${limits.depth}; ${limits.introspectionDepth}`],
  ["aliases of an operation", limits.aliases],
  ["root fields of an operation", limits.rootFields],
  ["repeats of one field that has a selection, in one selection", limits.repeats],
  ["`first` of a paged list; its default", `${limits.pageSize}; ${limits.defaultPage}`],
  ["`first` of an un-paged list; its default", `${cell(limits.listSize)}; ${limits.defaultList}`],
  ["cost of an operation, in objects that may come back; a value that may be large counts as 1 to 5", limits.cost],
  ["bytes that are read for an answer; bytes of its values", `${bytes(answerLimits.bytes)}; the same`],
  ["cost of introspection", limits.introspectionCost],
  ["mutations that decide a transition, in one operation", limits.transitions],
];

const bodyRows: Row[] = [
  ["size of a request body that is held in memory", bytes(bodyLimits.bytes)],
  ["on GraphQL, and of MLflow's calls that bring many values at once", bytes(bodyLimits.manyBytes)],
  [
    "of MLflow's `runs/log-inputs`; of `upload-artifact`",
    `${bytes(bodyLimits.inputBytes)}; ${bytes(bodyLimits.fileBytes)}`,
  ],
  ["arrays and objects within one another in a JSON body", bodyLimits.nesting],
  ["brackets, commas and colons of a JSON body", bodyLimits.marks],
];

const registryRows: Row[] = [
  ["params; metrics; tags; data sets of a version", registryLimits.params],
  ["artifacts of a version", registryLimits.artifacts],
  ["characters of a key", registryLimits.key],
  ["characters of a param's value", registryLimits.paramValue],
  ["characters of a tag's value", registryLimits.tagValue],
  ["characters of a version's source", registryLimits.source],
  ["characters of an artifact's path", registryLimits.artifactPath],
  ["current ownership tags of a model", registryLimits.ownershipTags],
  ["slots that one grant names", registryLimits.grantSlots],
  ["days that an offer to take over a model stands", registryLimits.transferOfferDays],
  [
    "text of a document in UTF-8; its fields as JSON",
    `${bytes(documentLimits.content)}; ${bytes(documentLimits.fieldBytes)}`,
  ],
  ["fields of a document; characters of a field's path", `${documentLimits.fields}; ${documentLimits.path}`],
  [
    "documents of a model or version; revisions of one",
    `${documentLimits.documents}; ${cell(documentLimits.revisions)}`,
  ],
];

const policyRows: Row[] = [
  ["statements that wait for one person's signature", MOST_OPEN_SIGNATURES],
  ["slots of a policy", policyLimits.slots],
  ["requirements of a policy", policyLimits.requirements],
  ["approvals of one requirement", policyLimits.count],
  ["tags that a policy binds", policyLimits.boundTags],
  ["hours that a request stays open", policyLimits.expiresAfterHours],
  ["gates of a policy", gateLimits.gates],
  ["globs of a gate; characters of one", `${gateLimits.globs}; ${gateLimits.glob}`],
  ["values of a tag gate; characters of one", `${gateLimits.values}; ${gateLimits.value}`],
  [
    "principals whom a gate names; hours that its report may be old",
    `${gateLimits.people}; ${cell(gateLimits.ageHours)}`,
  ],
  [
    "rows of a table of paired scores; its size",
    `${tableLimits.leastRows}–${cell(tableLimits.rows)}; ${bytes(tableLimits.bytes)}`,
  ],
  ["requirements of `waivableBy`, or of an emergency", requirementLimits.requirements],
  ["waivers that one move asks for", waiverLimits.waivers],
  ["hours within which an emergency is reviewed", policyLimits.reviewWithinHours],
  ["hours after which a rollback must pass gates again", policyLimits.rollbackWithinHours],
];

const trackingRows: Row[] = [
  [
    "metrics; params; tags of one batch",
    [trackingLimits.batchMetrics, trackingLimits.batchParams, trackingLimits.batchTags].map(cell).join("; "),
  ],
  ["metrics, params and tags of one batch together", trackingLimits.batch],
  ["characters of a metric's, param's or tag's key", trackingLimits.key],
  ["characters of a run's param; the rest is cut off, as MLflow does", trackingLimits.paramValue],
  ["characters of a run's tag; likewise", trackingLimits.tagValue],
  ["characters of an experiment's tag", trackingLimits.experimentTagValue],
  [
    "characters of an experiment's name; of its artifact location",
    `${trackingLimits.experimentName}; ${cell(trackingLimits.artifactLocation)}`,
  ],
  ["params of a logged model", trackingLimits.loggedModelParams],
  ["files below one folder that a version can freeze", trackingLimits.frozen],
];

const limitTable = (rows: Row[]): string => table(["what", "at most"], rows);

/** By file, then by the name in its marks: the text that stands there. */
export const generatedParts: Record<string, Record<string, string>> = {
  "docs/configuration.md": {
    variables: table(
      ["variable", "default", "what it does"],
      configKeys.map(([key, standard, description]) => [`\`${key}\``, standard, description]),
    ),
  },
  "docs/limits.md": {
    graphql: limitTable(graphqlRows),
    bodies: limitTable(bodyRows),
    registry: limitTable(registryRows),
    policies: limitTable(policyRows),
    tracking: limitTable(trackingRows),
  },
};

/** The text with each of its parts as the code has it. A part without marks, or marks without a part, is an error. */
export const withParts = (text: string, parts: Record<string, string>): string => {
  const missing = new Set(Object.keys(parts));
  const made = text.replaceAll(
    /(<!-- made by npm run schema: (\S+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_, open: string, name: string, close: string) => {
      if (!missing.delete(name)) throw new Error(`no part ${name}, or it stands twice`);
      return `${open}\n${parts[name]}\n\n${close}`;
    },
  );
  if (missing.size > 0) throw new Error(`no marks for ${[...missing].join(", ")}`);
  return made;
};
