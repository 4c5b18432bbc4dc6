import { lineRules } from "./check-lines.js";
import { readLine } from "./line-shapes.js";
import { sha256InPieces } from "./sha256.js";
/**
 * Checks an export of `GET /evidence?format=jsonl` line by line: recomputes every digest, makes each entry's line anew
 * from its bytes, follows every stream that is held whole, and holds requests, policies and decisions against each other.
 * Needs no service and no network; memory grows with requests and policies, not with entries.
 */
export const checkEvidence = async (lines) => {
    const rules = lineRules();
    const digest = sha256InPieces();
    let count = 0;
    let end = null;
    for await (const text of lines) {
        count++;
        const line = readLine(text);
        if (end !== null)
            rules.found(count, "end", "stands after the last line");
        else if (line === undefined)
            rules.found(count, "form", "is no line of an export as the service writes it");
        else if (line.kind === "end") {
            end = line;
            checkEnd(rules, line, { count, sha256: digest.digest() });
        }
        else
            rules.line(count, line);
        if (end === null)
            digest.add(`${text}\n`);
    }
    if (end === null)
        rules.found(count + 1, "end", "the last line is missing: the file was cut");
    const { streams, notProven } = rules.finish(count);
    return {
        findings: rules.findings().toSorted((a, b) => a.line - b.line),
        subject: rules.subject(),
        lines: count,
        entries: rules.entries(),
        streams,
        notProven: end === null ? notProven : [...notProven, `that ${end.exportedBy} exported it, at ${end.exportedAt}`],
    };
};
const checkEnd = (rules, end, { count, sha256 }) => {
    if (end.lines !== count - 1)
        rules.found(count, "end", `counts ${end.lines} lines, there are ${count - 1}`);
    if (end.entries !== rules.entries())
        rules.found(count, "end", `counts ${end.entries} entries, not ${rules.entries()}`);
    if (end.sha256 !== sha256)
        rules.found(count, "end", "its digest is not that of the lines before");
};
//# sourceMappingURL=check-evidence.js.map