const LONG = 64 * 1024;

/** A long text as bytes, which lie outside of the heap: a text that is sent is copied on it once more. */
export const asBytes = (text: string): string | Buffer => (text.length > LONG ? Buffer.from(text) : text);
