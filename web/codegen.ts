import type { CodegenConfig } from "@graphql-codegen/cli";

/** Types of every document that the console asks: `npm run gql` writes web/gql, a test compares. */
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
        scalars: {
          DateTime: "string",
          Sha256: "string",
          Long: "number | string",
          Double: "number | string",
          JSON: "unknown",
        },
      },
    },
  },
};

export default config;
