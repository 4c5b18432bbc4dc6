// Writes schema.graphql, openapi.json, packs/checked.json, docs/errors.md and the tables of other documents: `npm run schema`. Tests
// refuse a drift.
import { readFileSync, writeFileSync } from "node:fs";
import { type ErrorCode, errorCodes } from "../src/errors.js";
import { buildGraphqlSchema, emitSchema } from "../src/graphql/schema.js";
import { joined, resolversOf } from "../src/kinds.js";
import { operations } from "../src/mlflow/operations.js";
import { isMetOnTheWire, onTheWire } from "../src/mlflow/wire/errors.js";
import { openapiDocument } from "../src/openapi/document.js";
import { checkedPacks } from "./checked-packs.js";
import { generatedParts, withParts } from "./docs.js";

writeFileSync("schema.graphql", emitSchema(await buildGraphqlSchema(resolversOf(joined()))));

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
writeFileSync("openapi.json", `${JSON.stringify(openapiDocument(operations, version), null, 2)}\n`);

writeFileSync("packs/checked.json", `${JSON.stringify(checkedPacks("packs"), null, 2)}\n`);

for (const [file, parts] of Object.entries(generatedParts))
  writeFileSync(file, withParts(readFileSync(file, "utf8"), parts));

const wire = (code: ErrorCode): string => {
  if (!isMetOnTheWire(code)) return "–";
  const { status, errorCode } = onTheWire(code);
  return `${status} \`${errorCode}\``;
};
const rows = Object.entries(errorCodes).map(
  ([code, { kind, http, outcome, description }]) =>
    `| \`${code}\` | ${kind === "user" ? "`userErrors`" : "top level"} | ${http} | ${wire(code as ErrorCode)} | ${outcome ?? "–"} | ${description} |`,
);
writeFileSync(
  "docs/errors.md",
  `# Errors

Every code that a caller can meet, on every door; made from \`src/errors.ts\` and \`src/mlflow/wire/errors.ts\` by
\`npm run schema\`.

On GraphQL an expected refusal is an item of the payload's \`userErrors\`; the others are top-level errors with
\`extensions.code\` and \`extensions.requestId\`. On GraphQL only 400 (limits and malformed documents), 401, 413, 429 and
503 leave the HTTP status 200. On REST doors of our own (\`/resolve\`, \`/evidence\`, \`/gates\`, \`/metrics\`) the body is
\`{"code", "message", "requestId"}\` with the status in the column *REST*.

On [MLflow's door](mlflow.md) the body is \`{"error_code", "message", "code", "request_id"}\` with the status and
\`error_code\` in the column *MLflow*: clients there go by \`error_code\`, and 5xx they send again. \`code\` is the one
below; a move that waits for signatures also has \`approval_request_id\`, one that gates refuse or keep waiting
\`gate_results\`.

A 503 carries \`Retry-After\`. The column *audited* says how an attempt refused with this code is recorded.

| code | GraphQL | REST | MLflow | audited | meaning |
|---|---|---|---|---|---|
${rows.join("\n")}
`,
);
