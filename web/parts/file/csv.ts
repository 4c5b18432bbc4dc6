/**
 * The rows of a table with separators (RFC 4180): a cell in quotes may hold separators, line ends and doubled quotes.
 * Reads at most `most` rows; what is no such table becomes cells all the same.
 */
export const readRows = (text: string, separator: "," | "\t", most: number): readonly (readonly string[])[] => {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length && rows.length < most) {
    const [cell, end] = text[at] === '"' ? quoted(text, at) : plain(text, at, separator);
    row.push(cell);
    at = end;
    if (text[at] === separator) {
      at += 1;
      if (at === text.length) row.push("");
      else continue;
    }
    rows.push(row);
    row = [];
    at = lineEnd(text, at);
  }
  if (row.length > 0 && rows.length < most) rows.push(row);
  return rows;
};

const quoted = (text: string, at: number): [string, number] => {
  let close = text.indexOf('"', at + 1);
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  const end = close < 0 ? text.length : close;
  return [text.slice(at + 1, end).replaceAll('""', '"'), Math.min(text.length, end + 1)];
};

const plain = (text: string, at: number, separator: string): [string, number] => {
  let end = at;
  while (end < text.length && text[end] !== separator && text[end] !== "\n" && text[end] !== "\r") end += 1;
  return [text.slice(at, end), end];
};

/** Behind the line's end; what follows a closed quote up to there is dropped. */
const lineEnd = (text: string, at: number): number => {
  const end = text.indexOf("\n", at);
  if (end >= 0) return end + 1;
  const old = text.indexOf("\r", at);
  return old < 0 ? text.length : old + 1;
};
