import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { DomainError } from "../errors.js";
const keysFrom = (secret) => {
    const key = (what) => createHmac("sha256", secret).update(`countersign cursors: ${what}`).digest();
    return { seal: key("seal"), hide: key("hide") };
};
let cursorKeys = keysFrom(randomBytes(32));
/** Sets the secret that encrypts and signs cursors; until then one that dies with the process. */
export const useCursorSecret = (secret) => {
    cursorKeys = keysFrom(secret);
};
/** Twenty keys of 200 characters each, as long as JSON can write them. */
const MAX_CURSOR = 65_536;
/** Bytes of the seal, which is also where the cipher's counter begins. */
const SEAL = 16;
const badCursor = () => new DomainError("INVALID_INPUT", "after: not a cursor of this list with this filter and order.", { path: ["after"] });
const stable = (_, value) => {
    if (typeof value === "bigint")
        return `${value}n`;
    if (value === null || typeof value !== "object" || Array.isArray(value))
        return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
};
/** A place as bytes. Numbers of 64 bits take the same room whatever they are: how long a cursor is tells no count. */
const write = (key) => Buffer.from(JSON.stringify(key.map((value) => (typeof value === "bigint" ? [value.toString().padStart(20)] : value))));
const read = (bytes) => JSON.parse(bytes.toString()).map((value) => Array.isArray(value) ? value[0].trim() : value);
/**
 * The keyset of the list `name` under `bound`: its filter, its order, what it hangs under. A bigint comes back as its
 * digits. A cursor is encrypted, since it may name rows that its reader does not see, and sealed for its list; the same
 * place gives the same cursor (the construction of RFC 5297: the seal is the initial counter).
 */
export const keyset = (name, bound = null) => {
    const list = createHash("sha256")
        .update(JSON.stringify([name, bound], stable))
        .digest();
    const sealOf = (plain) => createHmac("sha256", cursorKeys.seal).update(list).update(plain).digest().subarray(0, SEAL);
    return {
        encode: (...key) => {
            const plain = write(key);
            const seal = sealOf(plain);
            const hidden = createCipheriv("aes-256-ctr", cursorKeys.hide, seal).update(plain);
            return Buffer.concat([seal, hidden]).toString("base64url");
        },
        decode: (after) => {
            if (after === null || after === undefined)
                return null;
            const bytes = after.length > MAX_CURSOR ? Buffer.alloc(0) : Buffer.from(after, "base64url");
            // One spelling: what Node reads leniently is not what was given out.
            if (bytes.length <= SEAL || bytes.toString("base64url") !== after)
                throw badCursor();
            const seal = bytes.subarray(0, SEAL);
            const plain = createDecipheriv("aes-256-ctr", cursorKeys.hide, seal).update(bytes.subarray(SEAL));
            if (!timingSafeEqual(seal, sealOf(plain)))
                throw badCursor();
            return read(plain);
        },
    };
};
/** `order by` of the keys. */
export const sorted = (keys) => `order by ${keys.map(({ sql, ascending }) => `${sql} ${ascending ? "asc" : "desc"}`).join(", ")}`;
/** What comes after the place `after` in that order: one value for each key. */
export const comesAfter = (keys, after, values) => {
    const places = keys.map(({ type }, index) => `${values.add(after[index])}::${type}`);
    const alike = keys.every(({ ascending }) => ascending === keys[0]?.ascending);
    if (alike) {
        const sign = keys[0]?.ascending === true ? ">" : "<";
        return `(${keys.map(({ sql }) => sql).join(", ")}) ${sign} (${places.join(", ")})`;
    }
    const from = (index) => {
        const key = keys[index];
        if (key === undefined)
            return "false";
        const beyond = `${key.sql} ${key.ascending ? ">" : "<"} ${places[index]}`;
        return index === keys.length - 1 ? beyond : `(${beyond} or (${key.sql} = ${places[index]} and ${from(index + 1)}))`;
    };
    // The first key's bound, which the rest implies, is what an index is entered by.
    return `(${keys[0]?.sql} ${keys[0]?.ascending === true ? ">=" : "<="} ${places[0]} and ${from(0)})`;
};
//# sourceMappingURL=keyset.js.map