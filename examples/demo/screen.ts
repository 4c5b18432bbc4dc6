import { styleText } from "node:util";

const colours = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;

type Style = Parameters<typeof styleText>[0];

/** Text in a style where the output is a terminal that shows colours, else as it is. */
export const styled = (style: Style, text: string): string =>
  colours ? styleText(style, text, { validateStream: false }) : text;

let chapters = 0;
let passed = 0;

/** Prints one line. */
export const say = (line = ""): void => void process.stdout.write(`${line}\n`);

/** Begins a numbered part of the story. */
export const chapter = (title: string): void => {
  chapters += 1;
  say();
  say(styled(["bold", "cyan"], `${chapters}. ${title}`));
};

/** Columns that a line may take; text that is longer goes on below itself. */
const lineWidth = 116;

/** Cuts text between words into lines that fit beside `indent` columns. */
export const wrap = (text: string, indent: number): string => {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + word.length > lineWidth - indent) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines.join(`\n${" ".repeat(indent)}`);
};

/** A named fact, its value in a column of its own. */
export const fact = (name: string, value: string): void =>
  say(`   ${styled("dim", name.padEnd(12))} ${wrap(value, 16)}`);

/** Waits for something, and tells for what and how long, every eight seconds. */
export const waiting = async <Result>(what: string, work: Promise<Result>): Promise<Result> => {
  const started = performance.now();
  const telling = setInterval(
    () => remark(`waiting for ${what}: ${Math.round((performance.now() - started) / 1_000)} s so far`),
    8_000,
  );
  try {
    return await work;
  } finally {
    clearInterval(telling);
  }
};

/** What follows an act: words said with it, or why it was refused. */
export const remark = (text: string): void => say(`${" ".repeat(31)}${wrap(text, 31)}`);

/** Someone did something, and it was done. */
export const done = (who: string, what: string): void =>
  say(`   ${styled("green", "done   ")} ${who.padEnd(19)} ${wrap(what, 31)}`);

/** Someone tried something, and it was refused, as it must be. */
export const refused = (who: string, what: string, { code, message }: { code: string; message: string }): void => {
  say(`   ${styled("red", "refused")} ${who.padEnd(19)} ${wrap(what, 31)}`);
  remark(`${code}: ${message}`);
  passed += 1;
};

/** A promise of the registry that did not hold. */
export class FailedCheck extends Error {}

/** Says that something holds, if it does; ends the demo, if it does not. */
export const check = (claim: string, holds: boolean, found?: unknown): void => {
  if (!holds) {
    const instead = found === undefined ? "" : `\nfound: ${JSON.stringify(found, null, 2)}`;
    throw new FailedCheck(`this does not hold: ${claim}${instead}`);
  }
  passed += 1;
  say(`   ${styled("green", "✓")} ${wrap(claim, 5)}`);
};

/** How many checks have passed. */
export const checksPassed = (): number => passed;

/** Rows as aligned columns, the first row as their heads; numbers stand to the right. */
export const table = (rows: readonly (readonly string[])[]): void => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const isNumber = (text: string): boolean => /^[\d.,]+( \S{1,4})?$/.test(text);
  for (const [index, row] of rows.entries()) {
    const cells = row.map((cell, column) => {
      const width = widths[column] ?? 0;
      return isNumber(cell) ? cell.padStart(width) : cell.padEnd(width);
    });
    const line = `   ${cells.join("   ")}`.trimEnd();
    say(index === 0 ? styled("dim", line) : line);
  }
};

/** A fraction as a percentage with one digit. */
export const percent = (fraction: number): string => `${(fraction * 100).toFixed(1)} %`;

/** A size as people read it. */
export const kilobytes = (bytes: number): string => `${(bytes / 1_000).toFixed(1)} kB`;

/** The first characters of a digest, as people compare them. */
export const prefix = (digest: string): string => digest.slice(0, 12);
