import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** A public data set as the npm package `vega-datasets` ships it, with what that package says of it. */
export interface PublicData {
  readonly name: string;
  /** The package, its version and the file in it. */
  readonly origin: string;
  /** Where anyone can fetch the same bytes. */
  readonly url: string;
  readonly about: string;
  readonly licence: string;
  readonly collectedBy: string;
  readonly sha256: string;
  readonly text: string;
}

interface Resource {
  readonly name: string;
  readonly path: string;
  readonly description: string;
  readonly licenses: readonly { readonly name?: string; readonly title?: string }[];
  readonly sources: readonly { readonly title: string }[];
}

const folder = dirname(dirname(createRequire(import.meta.url).resolve("vega-datasets")));
const readJson = (path: string): unknown => JSON.parse(readFileSync(join(folder, path), "utf8"));

/** The prose of the package's catalogue, without Markdown links and in one line. */
const plain = (text: string): string =>
  text
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/\s+/g, " ")
    .trim();

const open = (name: string): PublicData => {
  const { version } = readJson("package.json") as { version: string };
  const { resources } = readJson("datapackage.json") as { resources: readonly Resource[] };
  const resource = resources.find((each) => each.name === name);
  if (resource === undefined) throw new Error(`vega-datasets ${version} has no data set "${name}"`);
  const bytes = readFileSync(join(folder, "data", resource.path));
  return {
    name,
    origin: `vega-datasets ${version} (npm), data/${resource.path}`,
    url: `https://cdn.jsdelivr.net/npm/vega-datasets@${version}/data/${resource.path}`,
    about: plain(resource.description),
    licence: resource.licenses.map((licence) => licence.name ?? licence.title).join(", "),
    collectedBy: resource.sources.map(({ title }) => title).join("; "),
    sha256: createHash("sha256").update(bytes).digest("hex"),
    text: bytes.toString("utf8"),
  };
};

/** A penguin's measurements, and what is to be told from them. */
export interface Penguin {
  readonly features: readonly number[];
  readonly species: string;
}

/** What is measured of each penguin. */
export const penguinFeatures = ["Beak Length (mm)", "Beak Depth (mm)", "Flipper Length (mm)", "Body Mass (g)"];

/** Penguins of the Palmer Archipelago; those without measurements are left out. */
export const readPenguins = (): { data: PublicData; records: number; rows: Penguin[]; species: string[] } => {
  const data = open("penguins");
  const all = JSON.parse(data.text) as readonly Record<string, unknown>[];
  const rows = all.flatMap((record) => {
    const features = penguinFeatures.map((name) => record[name]);
    const measured = features.every((value) => typeof value === "number");
    return measured ? [{ features, species: String(record.Species) }] : [];
  });
  return { data, records: all.length, rows, species: [...new Set(rows.map(({ species }) => species))].sort() };
};

/** What was known before a day, and the day's highest temperature. */
export interface Day {
  readonly date: string;
  readonly features: readonly number[];
  readonly celsius: number;
  /** The highest temperature of the day before: the forecast that costs nothing. */
  readonly yesterday: number;
}

/** What a forecast is made from. */
export const dayFeatures = [
  "max 1 day ago",
  "max 2 days ago",
  "max 7 days ago",
  "min 1 day ago",
  "sin(season)",
  "cos(season)",
];

/** Daily weather in Seattle, each day with what was known before it. */
export const readDays = (): { data: PublicData; records: number; rows: Day[] } => {
  const data = open("seattle_weather");
  const [head = "", ...lines] = data.text.trim().split("\n");
  const columns = head.trim().split(",");
  const records = lines.map((line) => {
    const cells = line.trim().split(",");
    const cell = (name: string): string => cells[columns.indexOf(name)] ?? "";
    return { date: cell("date"), max: Number(cell("temp_max")), min: Number(cell("temp_min")) };
  });
  const rows = records.flatMap(({ date, max }, index) => {
    const [one, two, seven] = [1, 2, 7].map((days) => records[index - days]);
    if (one === undefined || two === undefined || seven === undefined) return [];
    const days = (Date.parse(date) - Date.parse(`${date.slice(0, 4)}-01-01`)) / 86_400_000;
    const season = (days / 365.25) * 2 * Math.PI;
    const features = [one.max, two.max, seven.max, one.min, Math.sin(season), Math.cos(season)];
    return [{ date, features, celsius: max, yesterday: one.max }];
  });
  return { data, records: records.length, rows };
};

/** Shuffles by the digest of seed and position, the same on every machine, and cuts off the part to train on. */
export const split = <Row>(rows: readonly Row[], seed: string, trainingPart: number): { train: Row[]; held: Row[] } => {
  const keyed = rows.map((row, index) => ({ row, key: createHash("sha256").update(`${seed}:${index}`).digest("hex") }));
  const shuffled = keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ row }) => row);
  const cut = Math.round(rows.length * trainingPart);
  return { train: shuffled.slice(0, cut), held: shuffled.slice(cut) };
};
