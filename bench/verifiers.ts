import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** One of the two verifiers, and how its program is started to do nothing. */
export interface Verifier {
  readonly name: "JavaScript" | "Python";
  readonly program: string;
  readonly script: string;
  readonly nothing: readonly string[];
}

const fileOf = (name: string): string => fileURLToPath(new URL(`../verifier/${name}`, import.meta.url));

/** The verifiers that this machine can run. */
export const verifiersFor = (): Verifier[] => [
  { name: "JavaScript", program: process.execPath, script: fileOf("countersign-verify.mjs"), nothing: ["-e", "0"] },
  ...(spawnSync("python3", ["-V"]).status === 0
    ? [{ name: "Python", program: "python3", script: fileOf("countersign_verify.py"), nothing: ["-c", "0"] } as const]
    : []),
];
