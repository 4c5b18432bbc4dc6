import type { MutantResult } from "@stryker-mutator/api/core";
import { declareClassPlugin, PluginKind } from "@stryker-mutator/api/plugin";
import type { Reporter } from "@stryker-mutator/api/report";

const noticed = new Set(["Killed", "Timeout"]);
const missed = new Set(["Survived", "NoCoverage"]);

const told = ({ fileName, location: { start }, mutatorName, replacement, status }: MutantResult): string =>
  `${fileName.slice(Math.max(0, fileName.lastIndexOf("src/")))}:${start.line}:${start.column} ${status} ${mutatorName} → ${replacement.replaceAll(/\s+/g, " ").slice(0, 100)}`;

/** How many of the mutants the tests noticed; those outside the sample, or that did not compile, do not count. */
export const score = (name: string, mutants: readonly MutantResult[]): string => {
  const found = mutants.filter(({ status }) => noticed.has(status)).length;
  const all = found + mutants.filter(({ status }) => missed.has(status)).length;
  return `${name}: ${found} of ${all} noticed${all === 0 ? "" : `, ${((100 * found) / all).toFixed(1)} %`}`;
};

/** Tells each mutant that no test noticed as soon as it is known, and how many were tried: a run can take hours. */
class Tell implements Reporter {
  readonly #tested: MutantResult[] = [];

  onMutantTested(result: Readonly<MutantResult>): void {
    if (!noticed.has(result.status) && !missed.has(result.status)) return;
    this.#tested.push(result);
    if (missed.has(result.status)) console.log(told(result));
    else if (this.#tested.length % 10 === 0) console.log(score("so far", this.#tested));
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Reporter, "tell", Tell)];
