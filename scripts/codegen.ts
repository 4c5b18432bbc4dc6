import type { CodegenConfig } from "@graphql-codegen/cli";

const scalars = {
  DateTime: "string",
  Sha256: "string",
  Long: "number | string",
  Double: "number | string",
  JSON: "unknown",
  JSONObject: "Record<string, unknown>",
};

/** Types of every document that the console asks, and of every answer to a story: `npm run gql`; tests compare. */
const config: CodegenConfig = {
  schema: "schema.graphql",
  documents: ["web/**/*.{ts,tsx}", "!web/gql/**"],
  generates: {
    "web/gql/": {
      preset: "client",
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: "string",
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        scalars,
      },
    },
    "test/support/schema.gen.ts": {
      plugins: ["typescript"],
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        skipTypename: true,
        disableDescriptions: true,
        scalars,
      },
    },
  },
};

export default config;
