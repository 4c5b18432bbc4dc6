import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fillPlaces, type Hands, shareHand } from "../../src/governance/hands-rules.js";

interface Case {
  readonly counts: number[];
  readonly signatures: (Hands & { able: number[] })[];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

const filled = ({ counts, signatures }: Case): number[] =>
  fillPlaces(
    counts,
    signatures.map(({ able }) => able),
    signatures,
  );

/** The most places that can be filled, by trying everything: each signature nowhere, or at each place it is able to. */
const tried = ({ counts, signatures }: Case): number => {
  const from = (index: number, room: readonly number[], chosen: readonly Hands[]): number => {
    const signature = signatures[index];
    if (signature === undefined) return 0;
    const without = from(index + 1, room, chosen);
    if (chosen.some((other) => shareHand(signature, other))) return without;
    const places = signature.able.filter((place) => (room[place] ?? 0) > 0);
    return Math.max(
      without,
      ...places.map((place) => 1 + from(index + 1, room.with(place, (room[place] ?? 0) - 1), [...chosen, signature])),
    );
  };
  return from(0, counts, []);
};

const people = ["a", "b", "c", "d", "e", "f", "g"];
const minters = ["x", "y", "z", ...people.slice(0, 3)];
const cases: fc.Arbitrary<Case> = fc
  .record({
    counts: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
    signers: fc.subarray(people),
    raw: fc.array(fc.record({ mintedBy: fc.subarray(minters, { maxLength: 3 }), able: fc.subarray([0, 1, 2]) }), {
      minLength: 7,
      maxLength: 7,
    }),
  })
  .map(({ counts, signers, raw }) => ({
    counts,
    signatures: signers.map((id, index) => ({
      id,
      mintedBy: (raw[index]?.mintedBy ?? []).filter((minter) => minter !== id),
      able: (raw[index]?.able ?? []).filter((place) => place < counts.length),
    })),
  }));

describe("places filled by signatures of which some share hands", () => {
  it("are as many as trying everything finds, and none over its number", () => {
    fc.assert(
      fc.property(cases, (each) => {
        const given = filled(each);
        expect(sum(given)).toBe(tried(each));
        for (const [place, count] of each.counts.entries()) expect(given[place]).toBeLessThanOrEqual(count);
      }),
      { numRuns: 1_500 },
    );
  });

  it("are as many in whatever order, and never fewer with one signature more", () => {
    fc.assert(
      fc.property(cases, fc.infiniteStream(fc.nat()), ({ counts, signatures }, draw) => {
        let before = 0;
        for (let count = 0; count <= signatures.length; count++) {
          const some = signatures.slice(0, count);
          const shuffled = some
            .map((each) => ({ each, key: draw.next().value ?? 0 }))
            .sort((one, other) => one.key - other.key)
            .map(({ each }) => each);
          const now = sum(filled({ counts, signatures: some }));
          expect(sum(filled({ counts, signatures: shuffled }))).toBe(now);
          expect(now).toBeGreaterThanOrEqual(before);
          before = now;
        }
      }),
      { numRuns: 400 },
    );
  });

  it("are found soon also for somebody who would keep the service busy", () => {
    const signatures = Array.from({ length: 120 }, (_, index) => ({
      id: `p${index}`,
      mintedBy: [`x${index % 11}`, `y${index % 7}`, `z${index % 5}`],
      able: [index % 10, (index + 3) % 10],
    }));
    const started = performance.now();
    const given = filled({ counts: Array.from({ length: 10 }, () => 20), signatures });
    expect(sum(given)).toBeGreaterThanOrEqual(4);
    expect(performance.now() - started).toBeLessThan(60_000);
  });
});
