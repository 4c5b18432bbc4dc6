/**
 * `name`: a field or a word: `metrics.auc`, `params."a b"`, `AND`. `text`: in quotes. `open`: a quote that nothing closes.
 * `other`: what no filter has. `end`: behind everything.
 */
export type Kind = "name" | "text" | "number" | "operator" | "mark" | "open" | "other" | "end";

/** A piece of a filter, as typed, with its place in it. */
export interface Piece {
  readonly kind: Kind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const kinds: readonly (readonly [Kind, RegExp])[] = [
  ["mark", /[(),]/y],
  ["operator", /[=<>!~]+/y],
  ["number", /-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(?=[\s(),]|$)/iy],
  ["text", /'[^']*'|"[^"]*"(?!\.)/y],
  ["open", /['"`][\s\S]*/y],
  // A key may hold what MLflow wants quoted: the quotes are put for it. What is in quotes may hold anything.
  ["name", /[\p{L}\p{N}_](?:\.(?:"[^"]*"|`[^`]*`)|[^\s=<>!~'"`(),;])*/uy],
  ["other", /[\s\S]/uy],
];

/** Cuts a text into its pieces, an `end` last; in time linear in its length. */
export const piecesOf = (text: string): readonly Piece[] => {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < text.length) {
    const space = /\s*/y;
    space.lastIndex = at;
    at += space.exec(text)?.[0].length ?? 0;
    const piece = pieceAt(text, at);
    if (piece === undefined) break;
    pieces.push(piece);
    at = piece.end;
  }
  return [...pieces, { kind: "end", text: "", start: text.length, end: text.length }];
};

const pieceAt = (text: string, at: number): Piece | undefined => {
  for (const [kind, pattern] of kinds) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found) return { kind, text: found, start: at, end: at + found.length };
  }
  return undefined;
};

/** Whether a piece is the word, in whatever case. */
export const isWord =
  (word: string) =>
  ({ kind, text }: Piece): boolean =>
    kind === "name" && text.toUpperCase() === word;
