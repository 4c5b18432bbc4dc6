import { createCipheriv, createHash, randomBytes } from "node:crypto";
/** A Feistel network of 32-bit halves: six rounds look random to whoever sees fewer than 2^32 of its answers. */
const ROUNDS = 6;
const BLOCK = 16;
const cipherFrom = (secret) => {
    const key = createHash("sha256").update("countersign entry ids\0").update(secret).digest();
    return createCipheriv("aes-256-ecb", key, null).setAutoPadding(false);
};
let cipher = cipherFrom(randomBytes(32));
/** Sets the secret of entries' ids; until then one that dies with the process. */
export const useEntryIdSecret = (secret) => {
    cipher = cipherFrom(secret);
};
/** One round's function of each half, all halves by one call: AES of (round, half). */
const mix = (round, halves) => {
    const blocks = Buffer.alloc(halves.length * BLOCK);
    halves.forEach((half, index) => {
        blocks.writeUInt32BE(half, index * BLOCK);
        blocks[index * BLOCK + 4] = round;
    });
    const mixed = cipher.update(blocks);
    return halves.map((_, index) => mixed.readUInt32BE(index * BLOCK));
};
/** The keyed permutation of 64-bit numbers, of many at once; `rounds` in reverse undo it with the halves exchanged. */
const permute = (numbers, rounds) => {
    let left = Uint32Array.from(numbers, (number) => Number(number >> 32n));
    let right = Uint32Array.from(numbers, (number) => Number(number & 0xffffffffn));
    for (const round of rounds) {
        const mixed = mix(round, right);
        [left, right] = [right, left.map((half, index) => half ^ (mixed[index] ?? 0))];
    }
    return numbers.map((_, index) => (BigInt(right[index] ?? 0) << 32n) | BigInt(left[index] ?? 0));
};
const forward = Array.from({ length: ROUNDS }, (_, round) => round);
const backward = forward.toReversed();
/**
 * Ids of entries by their numbers in the log: `ent_` and 16 hexadecimal digits, a keyed permutation of the number, so
 * that no id tells how much was written between two entries.
 */
export const entryIds = (numbers) => permute(numbers, forward).map((hidden) => `ent_${hidden.toString(16).padStart(16, "0")}`);
const pattern = /^ent_[0-9a-f]{16}$/;
const GREATEST = 2n ** 63n - 1n;
/** The numbers of entries' ids, in their order; undefined for what is no entry's id. */
export const entryNumbers = (ids) => {
    const hidden = ids.map((id) => (pattern.test(id) ? BigInt(`0x${id.slice("ent_".length)}`) : 0n));
    return permute(hidden, backward).map((number, index) => pattern.test(ids[index] ?? "") && number <= GREATEST ? number : undefined);
};
//# sourceMappingURL=entry-ids.js.map