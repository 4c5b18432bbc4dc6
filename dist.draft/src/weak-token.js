/** Placeholders of documentation, and values made of nothing but well-known words, digits and punctuation. */
const placeholder = /(change|replace)[-_ ]?(me|this)|example|placeholder|insecure/i;
const weakWords = /^(?:password|passwd|secret|countersign|bootstrap|default|letmein|qwerty|admin|root|token|test|key|api|my|the|super|[^a-z])*$/i;
/** Whether a secret is one that anybody would try: too few characters, repeated, or made of well-known words. */
export const isKnownWeak = (token) => new Set(token).size < 8 || isRepeated(token) || placeholder.test(token) || isWords(token);
/** Random digits pass: only where letters are at least a third of the text is it called words. */
const isWords = (token) => token.replace(/[^a-z]/gi, "").length * 3 >= token.length && weakWords.test(token);
/** One unit said twice or more, e.g. `0123456789abcdef0123456789abcdef`. */
const isRepeated = (text) => `${text}${text}`.slice(1, -1).includes(text);
//# sourceMappingURL=weak-token.js.map