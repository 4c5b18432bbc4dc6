import { createHash } from "node:crypto";
import { canonicalJson } from "../audit/jcs.js";
import type { VersionRead } from "../registry/versions.queries.js";
import type { AuditEntry } from "./evidence.types.js";

/** A way to write a version's evidence, line by line. */
export interface ExportFormat {
  readonly contentType: string;
  begin(version: VersionRead, by: string): string;
  entry(entry: AuditEntry): string;
  /** The last line: how many entries, so that a cut shows. */
  end(): string;
}

const text = (value: unknown): string =>
  JSON.stringify(value, (_, item: unknown) => (typeof item === "bigint" ? item.toString() : item));

/**
 * JSON Lines: a header, one line per entry as the caller may see it, and a trailer with their count and the SHA-256
 * over every line before it, newlines included.
 */
export const jsonLines = (): ExportFormat => {
  const digest = createHash("sha256");
  let count = 0;
  const line = (value: object): string => {
    const written = `${text(value)}\n`;
    digest.update(written);
    return written;
  };
  return {
    contentType: "application/jsonl; charset=utf-8",
    begin: ({ id, modelName: model, version, digest: content }, by) =>
      line({ kind: "countersign-evidence", v: 1, model, version, modelVersionId: id, digest: content, exportedBy: by }),
    entry: (entry) => {
      count++;
      return line(entry);
    },
    end: () => `${text({ kind: "end", entries: count, sha256: digest.digest("hex") })}\n`,
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

const row = (cells: readonly string[]): string => `${cells.map(cell).join(",")}\r\n`;

const cellsOf = (entry: AuditEntry): string[] => {
  const json = (value: AuditEntry["before"]): string => (value === null ? "" : canonicalJson(value));
  const values: Record<(typeof csvColumns)[number], string> = {
    id: entry.id,
    at: entry.at,
    action: entry.action,
    outcome: entry.outcome,
    actor: entry.actor.handle,
    roles: entry.actor.roles.join(" "),
    reason: entry.reason ?? "",
    before: json(entry.before),
    after: json(entry.after),
    channel: entry.channel,
    requestId: entry.requestId,
    stream: entry.stream ?? "",
    seq: entry.seq.toString(),
    hash: entry.hash,
    previousHash: entry.previousHash,
  };
  return csvColumns.map((column) => values[column]);
};

/** Comma-separated values with a header row: for reading in a spreadsheet, not for checking hashes. */
export const commaSeparated = (): ExportFormat => ({
  contentType: "text/csv; charset=utf-8; header=present",
  begin: () => row(csvColumns),
  entry: (entry) => row(cellsOf(entry)),
  end: () => "",
});

export const exportFormats = ["jsonl", "csv"] as const;
