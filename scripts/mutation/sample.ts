import { createHash } from "node:crypto";
import { type Checker, type CheckResult, CheckStatus } from "@stryker-mutator/api/check";
import type { Mutant, StrykerOptions } from "@stryker-mutator/api/core";
import { commonTokens, declareClassPlugin, PluginKind } from "@stryker-mutator/api/plugin";

/** Lets a share of the mutants through, the same ones for the same seed: `sample: { share, seed }` of the options. */
class Sample implements Checker {
  static readonly inject: [typeof commonTokens.options] = [commonTokens.options];
  readonly #sample: { share: number; seed: number };

  constructor(options: StrykerOptions) {
    this.#sample = options.sample as { share: number; seed: number };
  }

  async init(): Promise<void> {}

  async group(mutants: Mutant[]): Promise<string[][]> {
    return [mutants.map(({ id }) => id)];
  }

  async check(mutants: Mutant[]): Promise<Record<string, CheckResult>> {
    return Object.fromEntries(mutants.map((mutant) => [mutant.id, this.#verdict(mutant)]));
  }

  #verdict({ fileName, location, mutatorName, replacement }: Mutant): CheckResult {
    const path = fileName.slice(Math.max(0, fileName.lastIndexOf("src/")));
    const text = JSON.stringify([this.#sample.seed, path, location, mutatorName, replacement]);
    const drawn = createHash("sha256").update(text).digest().readUInt32BE() / 2 ** 32;
    if (drawn < this.#sample.share) return { status: CheckStatus.Passed };
    return { status: CheckStatus.CompileError, reason: "not in the sample" };
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Checker, "sample", Sample)];
