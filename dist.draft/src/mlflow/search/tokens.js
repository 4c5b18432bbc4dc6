// Each of these has one class or alternatives that differ in their first character: they match in linear time.
const space = /\s+/y;
const word = /[\p{L}\p{N}_]+/uy;
const number = /-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/iy;
const operator = /[=<>!~]+/y;
const wordStart = /[\p{L}_]/uy;
const quotes = new Set(["'", '"', "`"]);
const marks = new Set(["(", ")", ",", ";"]);
/** Where what `pattern` matches at `at` ends; `at` when it does not match there. */
const endOf = (pattern, text, at) => {
    pattern.lastIndex = at;
    return pattern.test(text) ? pattern.lastIndex : at;
};
/** Where the quoted piece at `at` ends, `at` when it has no end. As in sqlparse, a doubled quote does not end it. */
const quotedEnd = (text, at) => {
    const quote = text.charAt(at);
    for (let close = text.indexOf(quote, at + 1); close >= 0; close = text.indexOf(quote, close + 2))
        if (text.charAt(close + 1) !== quote)
            return close + 1;
    return at;
};
const partEnd = (text, at) => quotes.has(text.charAt(at)) ? quotedEnd(text, at) : endOf(word, text, at);
/** Where the dotted name ends whose first part ends at `at`. */
const nameEnd = (text, at) => {
    let end = at;
    while (text.charAt(end) === ".") {
        const next = partEnd(text, end + 1);
        if (next === end + 1)
            break;
        end = next;
    }
    return end;
};
/** A quoted piece: a name when in back-ticks or when a dot and more of a name follow. What is not closed goes to the end. */
const quotedAt = (text, at) => {
    const close = quotedEnd(text, at);
    if (close === at)
        return ["unknown", text.length];
    if (text.charAt(at) === "'")
        return ["text", close];
    const end = nameEnd(text, close);
    return [text.charAt(at) === "`" || end > close ? "name" : "text", end];
};
/** A number must not run into a word: `1_0` and `0x10` are none. */
const numberAt = (text, at) => {
    const end = endOf(number, text, at);
    const more = endOf(word, text, end);
    return [more > end ? "unknown" : "number", more];
};
const pieceAt = (text, at) => {
    const char = text.charAt(at);
    if (marks.has(char))
        return ["mark", at + 1];
    if (quotes.has(char))
        return quotedAt(text, at);
    if (endOf(wordStart, text, at) > at)
        return ["name", nameEnd(text, endOf(word, text, at))];
    if (endOf(number, text, at) > at)
        return numberAt(text, at);
    if (endOf(operator, text, at) > at)
        return ["operator", endOf(operator, text, at)];
    if (endOf(space, text, at) > at)
        return ["space", endOf(space, text, at)];
    return ["unknown", at + String.fromCodePoint(text.codePointAt(at) ?? 0).length];
};
/** Cuts a text into its tokens up to the first unknown one, an `end` last. Never fails; takes time linear in its length. */
export const tokenize = (text) => {
    const tokens = [];
    let at = 0;
    while (at < text.length && tokens.at(-1)?.kind !== "unknown") {
        const [kind, end] = pieceAt(text, at);
        if (kind !== "space")
            tokens.push({ kind, text: text.slice(at, end), start: at, end });
        at = end;
    }
    tokens.push({ kind: "end", text: "", start: at, end: at });
    return tokens;
};
/** A quoted piece without its quotes; what stands inside is as written, there is no escape. */
export const unquoted = (text) => text.slice(1, -1);
//# sourceMappingURL=tokens.js.map