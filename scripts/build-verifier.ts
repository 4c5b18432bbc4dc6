// Makes verifier/countersign-verify.mjs, one file that needs Node 20 and nothing else: `npm run verifier`.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

export const verifierFile = fileURLToPath(new URL("../verifier/countersign-verify.mjs", import.meta.url));

/** The verifier's text, as its sources make it. */
export const builtVerifier = async (): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("../verifier/src/main.ts", import.meta.url))],
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    charset: "utf8",
    write: false,
    absWorkingDir: fileURLToPath(new URL("..", import.meta.url)),
    banner: { js: "// Made by `npm run verifier` from verifier/src: needs Node 20 or later, and nothing else." },
  });
  return outputFiles[0]?.text ?? "";
};

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(verifierFile, await builtVerifier());
