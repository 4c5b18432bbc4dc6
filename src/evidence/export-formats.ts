import { canonicalJson } from "../../verify/canonical-json.js";
import type { EndLine, EvidenceLine } from "../../verify/evidence-lines.js";
import { sha256InPieces } from "../../verify/sha256.js";
import type { AuditEntry } from "./evidence.types.js";

/** A line of an export as JSON Lines hold it. */
export const jsonLine = (line: EvidenceLine): string => `${JSON.stringify(line)}\n`;

/** Who exports, and when. */
export interface Ending {
  readonly by: string;
  readonly at: string;
}

/** Makes the last line: how many lines and entries stand before it, and the SHA-256 over every one, newlines included. */
export const endOf = ({ by, at }: Ending) => {
  const digest = sha256InPieces();
  let [lines, entries] = [0, 0];
  return {
    add: (text: string, isEntry: boolean): void => {
      digest.add(text);
      lines++;
      if (isEntry) entries++;
    },
    line: (): EndLine => ({ kind: "end", lines, entries, sha256: digest.digest(), exportedBy: by, exportedAt: at }),
  };
};

const csvColumns = [
  "id",
  "at",
  "action",
  "outcome",
  "actor",
  "roles",
  "reason",
  "before",
  "after",
  "channel",
  "requestId",
  "clientRequestId",
  "stream",
  "seq",
  "hash",
  "previousHash",
] as const;

/** A cell by RFC 4180; one that a spreadsheet would run as a formula begins with an apostrophe. */
const cell = (value: string): string => {
  const inert = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
};

/** The name of the last column says what the table is not; its cells are empty. */
const NOT_CHECKABLE = "this table cannot be checked: take format=jsonl and npm run verify-evidence";

const row = (cells: readonly string[]): string => `${cells.map(cell).join(",")}\r\n`;

const cellsOf = (entry: AuditEntry): string[] => {
  const json = (value: AuditEntry["before"]): string => (value === null ? "" : canonicalJson(value));
  const values: Record<(typeof csvColumns)[number], string> = {
    id: entry.id,
    at: entry.at,
    action: entry.action,
    outcome: entry.outcome,
    actor: entry.actor.handle ?? entry.actor.id,
    roles: entry.actor.roles.join(" "),
    reason: entry.reason ?? "",
    before: json(entry.before),
    after: json(entry.after),
    channel: entry.channel,
    requestId: entry.requestId,
    clientRequestId: entry.clientRequestId ?? "",
    stream: entry.stream ?? "",
    seq: entry.seq?.toString() ?? "",
    hash: entry.hash,
    previousHash: entry.previousHash,
  };
  return csvColumns.map((column) => values[column]);
};

/** Comma-separated values with a header row: to read in a spreadsheet, not to check. */
export const csvHeader = row([...csvColumns, NOT_CHECKABLE]);

export const csvRow = (entry: AuditEntry): string => row([...cellsOf(entry), ""]);

/** What evidence can be exported as. */
export const exportFormats = ["jsonl", "csv", "html"] as const;
