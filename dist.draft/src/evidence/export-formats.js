import { canonicalJson } from "../../verify/canonical-json.js";
import { sha256InPieces } from "../../verify/sha256.js";
/** A line of an export as JSON Lines hold it. */
export const jsonLine = (line) => `${JSON.stringify(line)}\n`;
/** Makes the last line: how many lines and entries stand before it, and the SHA-256 over every one, newlines included. */
export const endOf = ({ by, at }) => {
    const digest = sha256InPieces();
    let [lines, entries] = [0, 0];
    return {
        add: (text, isEntry) => {
            digest.add(text);
            lines++;
            if (isEntry)
                entries++;
        },
        line: () => ({ kind: "end", lines, entries, sha256: digest.digest(), exportedBy: by, exportedAt: at }),
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
];
/** A cell by RFC 4180; one that a spreadsheet would run as a formula begins with an apostrophe. */
const cell = (value) => {
    const inert = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
};
/** The name of the last column says what the table is not; its cells are empty. */
const NOT_CHECKABLE = "this table cannot be checked: take format=jsonl and npm run verify-evidence";
const row = (cells) => `${cells.map(cell).join(",")}\r\n`;
const cellsOf = (entry) => {
    const json = (value) => (value === null ? "" : canonicalJson(value));
    const values = {
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
export const csvRow = (entry) => row([...cellsOf(entry), ""]);
/** What evidence can be exported as. */
export const exportFormats = ["jsonl", "csv", "html"];
//# sourceMappingURL=export-formats.js.map