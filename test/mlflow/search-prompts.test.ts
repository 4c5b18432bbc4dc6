import { describe, expect, it } from "vitest";
import { registeredModelGrammar } from "../../src/mlflow/search/grammars.js";
import { parseFilter } from "../../src/mlflow/search/parse-filter.js";
import { splitPrompts } from "../../src/mlflow/search/split-prompts.js";
import { printFilter } from "../support/print-filter.js";

const tag = "tag.`mlflow.prompt.is_prompt`";

describe("what a filter says of prompts", () => {
  it.each<[string, "only" | "without", string]>([
    ["", "without", ""],
    ["name = 'a'", "without", "name = 'a'"],
    ["T != 'true'", "without", ""],
    ["T = 'false'", "without", ""],
    ["T = 'other'", "without", ""],
    ["T LIKE 'tr%'", "without", ""],
    ["T = 'true'", "only", ""],
    ["T = 'TRUE'", "only", ""],
    ["T != 'False'", "only", ""],
    ["T IN ('true')", "only", ""],
    ["name = 'a' AND T = 'true'", "only", "name = 'a'"],
    ["name = 'a' AND T != 'true' AND tags.b = 'c'", "without", "name = 'a' AND tags.b = 'c'"],
    ["name = 'a' OR name = 'b' AND T != 'true'", "without", "name = 'a' OR name = 'b'"],
    ["name = 'a' OR T = 'true'", "without", "name = 'a'"],
    ["name = 'a' OR T != 'true'", "without", ""],
    ["T = 'true' AND name = 'a' OR T = 'true' AND name = 'b'", "only", "name = 'a' OR name = 'b'"],
    ["NOT T = 'true'", "without", ""],
    ["NOT T != 'true' AND name = 'a'", "only", "NOT tags.mlflow.prompt.is_prompt != 'true' AND name = 'a'"],
    ["NOT (name = 'a' AND T != 'true')", "without", "NOT name = 'a'"],
    ["T = 'true' AND T LIKE 't%'", "only", "tags.mlflow.prompt.is_prompt LIKE 't%'"],
    ["params = 'x'".replace("params", "tags.is_prompt"), "without", "tags.is_prompt = 'x'"],
  ])("%s: %s", (text, prompts, rest) => {
    const filter = parseFilter(text.replace(/\bT\b/g, tag), registeredModelGrammar);
    const split = splitPrompts(filter);
    expect([split.prompts, printFilter(split.filter)]).toEqual([prompts, rest]);
  });

  it("finds no model by what only a prompt has, and says so by an empty OR", () => {
    const filter = parseFilter(`${tag} != 'true' AND ${tag} = 'true'`, registeredModelGrammar);
    expect(splitPrompts(filter)).toEqual({ prompts: "without", filter: { or: [] } });
  });
});
