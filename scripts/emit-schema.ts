// Writes schema.graphql and docs/errors.md from the code: `npm run schema`. Tests refuse a drift.
import { writeFileSync } from "node:fs";
import { errorCodes } from "../src/errors.js";
import { buildGraphqlSchema, emitSchema } from "../src/graphql/schema.js";
import { resolvers } from "../src/resolvers.js";

writeFileSync("schema.graphql", emitSchema(await buildGraphqlSchema(resolvers)));

const rows = Object.entries(errorCodes).map(
  ([code, { kind, http, outcome, description }]) =>
    `| \`${code}\` | ${kind === "user" ? "`userErrors`" : "top level"} | ${http} | ${outcome ?? "–"} | ${description} |`,
);
writeFileSync(
  "docs/errors.md",
  `# Errors

Every code that a caller can meet, on every door; made from \`src/errors.ts\` by \`npm run schema\`.

On GraphQL an expected refusal is an item of the payload's \`userErrors\`; the others are top-level errors with
\`extensions.code\` and \`extensions.requestId\`. On GraphQL only 400 (limits and malformed documents), 401, 413, 429 and
503 leave the HTTP status 200. On REST doors the body is \`{"code", "message", "requestId"}\` with the status below. A
503 carries \`Retry-After\`. The column *audited* says how an attempt refused with this code is recorded.

| code | GraphQL | REST status | audited | meaning |
|---|---|---|---|---|
${rows.join("\n")}
`,
);
