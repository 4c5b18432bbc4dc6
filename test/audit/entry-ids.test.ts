import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entryIds, entryNumbers, useEntryIdSecret } from "../../src/audit/entry-ids.js";

const number = fc.bigInt({ min: 1n, max: 2n ** 63n - 1n });

describe("an entry's id", () => {
  it("leads back to its number, any number, alone and among others", () => {
    fc.assert(
      fc.property(fc.array(number, { maxLength: 20 }), (numbers) => {
        const ids = entryIds(numbers);
        for (const [index, id] of ids.entries()) {
          expect(id).toMatch(/^ent_[0-9a-f]{16}$/);
          expect(entryIds([numbers[index]!])).toEqual([id]);
        }
        expect(entryNumbers(ids)).toEqual(numbers);
      }),
    );
  });

  it("tells neither order nor distance: of numbers in a row half of the bits differ, and half of the ids go down", () => {
    const ids = entryIds(Array.from({ length: 4_000 }, (_, index) => BigInt(index + 1)));
    expect(new Set(ids).size).toBe(ids.length);
    let [down, bits] = [0, 0];
    for (let index = 1; index < ids.length; index++) {
      const [a, b] = [ids[index - 1]!, ids[index]!].map((id) => BigInt(`0x${id.slice(4)}`)) as [bigint, bigint];
      if (b < a) down++;
      bits += (a ^ b).toString(2).replaceAll("0", "").length;
    }
    expect(down / ids.length).toBeGreaterThan(0.45);
    expect(down / ids.length).toBeLessThan(0.55);
    expect(bits / ids.length).toBeGreaterThan(31);
    expect(bits / ids.length).toBeLessThan(33);
  });

  it("is nobody's where it is no id, and another's under another secret", () => {
    const [id = ""] = entryIds([7n]);
    for (const bad of [
      "ent_7",
      "ent_",
      "",
      `${id}0`,
      id.toUpperCase(),
      id.replace("ent", "req"),
      "ent_-000000000000007",
    ])
      expect(entryNumbers([bad, id]), bad).toEqual([undefined, 7n]);
    useEntryIdSecret("another database");
    expect(entryNumbers([id])).not.toEqual([7n]);
    expect(entryIds([7n])).not.toEqual([id]);
  });
});
