/** What each row is called, and its score, in the order of the table. */
export interface Scores {
  readonly ids: readonly string[];
  readonly values: Float64Array;
}

const code = (character: string): number => character.charCodeAt(0);
const [QUOTE, BACKSLASH, COMMA, CLOSE, MINUS, POINT, ZERO] = ['"', "\\", ",", "]", "-", ".", "0"].map(code);

const isSpace = (at: number): boolean => at === 32 || at === 10 || at === 13 || at === 9;
const isDigit = (at: number): boolean => at >= 48 && at <= 57;

const skipSpaces = (text: string, from: number): number => {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at++;
  return at;
};

const skipDigits = (text: string, from: number): number => {
  let at = from;
  while (isDigit(text.charCodeAt(at))) at++;
  return at;
};

/** Behind a text in quotes without escapes; -1 for any other. */
const textEnd = (text: string, from: number): number => {
  for (let at = from + 1; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === QUOTE) return at + 1;
    if (character < 32 || character === BACKSLASH) return -1;
  }
  return -1;
};

/** Behind a number as JSON writes it; -1 for anything else. */
const numberEnd = (text: string, from: number): number => {
  const first = text.charCodeAt(from) === MINUS ? from + 1 : from;
  let at = text.charCodeAt(first) === ZERO ? first + 1 : skipDigits(text, first);
  if (at === first) return -1;
  if (text.charCodeAt(at) === POINT) {
    const end = skipDigits(text, at + 1);
    if (end === at + 1) return -1;
    at = end;
  }
  if ((text.charCodeAt(at) | 32) !== 101) return at;
  const sign = text.charCodeAt(at + 1);
  const digits = sign === 43 || sign === 45 ? at + 2 : at + 1;
  const end = skipDigits(text, digits);
  return end === digits ? -1 : end;
};

const wordEnd = (text: string, from: number): number => {
  const word = ["null", "true", "false"].find((each) => text.startsWith(each, from));
  return word === undefined ? -1 : from + word.length;
};

const cellEnd = (text: string, from: number): number => {
  const first = text.charCodeAt(from);
  if (first === QUOTE) return textEnd(text, from);
  return first === MINUS || isDigit(first) ? numberEnd(text, from) : wordEnd(text, from);
};

const isWord = (first: number): boolean => first !== QUOTE && first !== MINUS && !isDigit(first);

/** Which of a row's cells are wanted. */
interface Places {
  readonly ofRow: number;
  readonly ofScore: number;
}

/** The id and the score of the row whose bracket opened before `from`, and where it ends; undefined: it is not plain. */
const scanRow = (
  text: string,
  from: number,
  { ofRow, ofScore }: Places,
): { id: string; value: number; end: number } | undefined => {
  let [id, value, at] = ["", Number.NaN, from];
  for (let place = 0; ; place++) {
    const start = skipSpaces(text, at);
    const end = cellEnd(text, start);
    if (end < 0) return undefined;
    const first = text.charCodeAt(start);
    if (place === ofRow && !isWord(first))
      id = first === QUOTE ? text.slice(start + 1, end - 1) : String(Number(text.slice(start, end)));
    if (place === ofScore && first !== QUOTE && !isWord(first)) value = Number(text.slice(start, end));
    at = skipSpaces(text, end);
    const next = text.charCodeAt(at++);
    if (next === CLOSE) break;
    if (next !== COMMA) return undefined;
  }
  return id === "" || !Number.isFinite(value) ? undefined : { id, value, end: at };
};

const head =
  /^[ \t\r\n]*\{[ \t\r\n]*"columns"[ \t\r\n]*:[ \t\r\n]*(\[[^[\]{}\\]*\])[ \t\r\n]*,[ \t\r\n]*"data"[ \t\r\n]*:[ \t\r\n]*\[/;

const columnsIn = (list: string): unknown[] | undefined => {
  try {
    return JSON.parse(list) as unknown[];
  } catch {
    return undefined;
  }
};

/**
 * The scores of a table as `mlflow.log_table` writes it, without an object for each row and cell: a third of what
 * `JSON.parse` takes for a million rows. Undefined where anything in it is not plain, and whatever is wrong: then the whole
 * is parsed, which tells what it is.
 */
export const scanTable = (text: string, row: string, score: string): Scores | undefined => {
  const opening = head.exec(text);
  const columns = columnsIn(opening?.[1] ?? "") ?? [];
  const places = { ofRow: columns.indexOf(row), ofScore: columns.indexOf(score) };
  if (opening === null || places.ofRow < 0 || places.ofScore < 0) return undefined;
  const ids: string[] = [];
  const values: number[] = [];
  let at = opening[0].length;
  for (;;) {
    at = skipSpaces(text, at);
    if (text[at] !== "[") return undefined;
    const scanned = scanRow(text, at + 1, places);
    if (scanned === undefined) return undefined;
    ids.push(scanned.id);
    values.push(scanned.value);
    at = skipSpaces(text, scanned.end);
    const next = text.charCodeAt(at++);
    if (next === CLOSE) break;
    if (next !== COMMA) return undefined;
  }
  return /^[ \t\r\n]*\}[ \t\r\n]*$/.test(text.slice(at, at + 100)) && at + 100 > text.length
    ? { ids, values: Float64Array.from(values) }
    : undefined;
};
