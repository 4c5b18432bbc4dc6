import { randomInt } from "node:crypto";
/** The tag that is a run's name, as MLflow has it. */
export const RUN_NAME = "mlflow.runName";
/** The tag by which a run says which run it is nested in. */
export const PARENT_RUN = "mlflow.parentRunId";
const adjectives = "able amber bold brave brisk calm clever crisp dapper eager early fair fleet gentle glad grand hardy honest jolly keen kind lively lucid mellow merry mighty modest nimble noble polite proud quick quiet rapid rare ready serene sharp silent smart steady stern sunny swift tidy upright vivid warm wise witty".split(" ");
const nouns = "badger beech birch bison crane dune elk falcon fern finch fjord fox gale grove gull hare harbor heron ibis jay kite lark lynx maple marten meadow mole moth oak orca otter owl pine plover quail raven reed ridge robin seal shrew sparrow stoat swan teal tern thrush vole wren yew".split(" ");
const pick = (words) => words[randomInt(words.length)] ?? "";
/** A name for what was given none: adjective, noun, number, as MLflow's clients are used to. */
export const randomName = () => `${pick(adjectives)}-${pick(nouns)}-${randomInt(1_000)}`;
//# sourceMappingURL=run-names.js.map