import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { stripIgnoredCharacters } from "graphql";
import { defineConfig, type Plugin } from "vite";
import * as documents from "./gql/graphql.ts";

/** Fonts that the first paint needs: fetched beside the style sheet that names them. */
const preloadFonts = (): Plugin => ({
  name: "preload-fonts",
  transformIndexHtml: {
    order: "post",
    handler: (_, { bundle, path }) =>
      // The explorer has typefaces of its own.
      Object.keys((path === "/index.html" && bundle) || {})
        .filter((name) => /(inter|geist-mono)-latin-wght-normal.*\.woff2$/.test(name))
        .map((name) => ({
          tag: "link",
          attrs: { rel: "preload", as: "font", type: "font/woff2", href: `./${name}`, crossorigin: "" },
          injectTo: "head" as const,
        })),
  },
});

const generated = new Map(Object.entries(documents));

const textOf = (kind: string, name: string): string => {
  const text = generated.get(`${name}${kind === "fragment" ? "FragmentDoc" : "Document"}`);
  if (text === undefined) throw new Error(`web/gql has no ${kind} ${name}: run npm run gql`);
  return stripIgnoredCharacters(String(text));
};

/**
 * Writes each document where it is asked, with the fragments that it names. The generated map from sources to documents
 * would come whole with the first load: every text of every screen, twice.
 */
const inlineDocuments = (): Plugin => ({
  name: "inline-documents",
  transform: {
    filter: { code: "graphql(`" },
    handler: (code) =>
      code
        .replaceAll(/graphql\(`\s*(\w+) (\w+)[^`]*`,?\s*\)/g, (_, kind, name) => JSON.stringify(textOf(kind, name)))
        .replace(/import \{ graphql \} from "[./]+\/gql\/index\.ts";/, ""),
  },
});

/** The explorer's editor is megabytes: the last percent of it would take the build seconds. */
const brotli = (size: number) => ({
  [constants.BROTLI_PARAM_SIZE_HINT]: size,
  [constants.BROTLI_PARAM_QUALITY]: size > 200_000 ? 9 : 11,
});

/** Every text is also written as brotli and gzip, so that the service compresses nothing while it runs. */
const compress = (): Plugin => ({
  name: "compress",
  writeBundle: ({ dir = "" }, bundle) => {
    for (const name of Object.keys(bundle).filter((name) => /\.(js|css|svg)$/.test(name))) {
      const bytes = readFileSync(join(dir, name));
      writeFileSync(join(dir, `${name}.gz`), gzipSync(bytes, { level: 9 }));
      writeFileSync(join(dir, `${name}.br`), brotliCompressSync(bytes, { params: brotli(bytes.length) }));
    }
  },
});

const shared =
  /[\\/]web[\\/]parts[\\/](chart[\\/]MetricTable|file|form|list|page|people|views|word)|[\\/](lucide-react|query-core|react-query)[\\/]/;

export default defineConfig({
  root: import.meta.dirname,
  // Relative: the page's <base> says where the console lives, below a proxy's prefix too.
  base: "./",
  plugins: [inlineDocuments(), react(), preloadFonts(), compress()],
  worker: { format: "es" },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "baseline-widely-available",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 3_000,
    rolldownOptions: {
      input: { index: join(import.meta.dirname, "index.html"), explorer: join(import.meta.dirname, "explorer.html") },
      // What many screens share comes with the first load, as one file: a screen then fetches little beside, in few requests.
      output: { codeSplitting: { groups: [{ name: "parts", test: shared, minShareCount: 2 }] } },
      // "use no memo" is for React's compiler, which the explorer's libraries have been through.
      onLog: (level, log, next) => log.code === "MODULE_LEVEL_DIRECTIVE" || next(level, log),
    },
  },
});
