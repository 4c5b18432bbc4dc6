/**
 * A name as its column holds it: in NFC. Names of models, experiments and aliases are compared with nothing else. What
 * PostgreSQL cannot hold (NUL, half a character) is nobody's name: the empty string.
 */
export const storedName = (name: string): string =>
  name.isWellFormed() && !name.includes("\0") ? name.normalize("NFC") : "";
