import { expect, it } from "vitest";
import { keptKey } from "../../web/kept-key.js";

const make = "mutation Make";
const sent = (document: string, words: object) => {
  const fresh = crypto.randomUUID();
  const { variables, answered } = keptKey(document, { input: { ...words, idempotencyKey: fresh } });
  return { key: (variables as { input: { idempotencyKey: string } }).input.idempotencyKey, fresh, answered };
};

it("the same words go under one key until an answer has come, whichever form sends them", () => {
  const lost = sent(make, { name: "cron" });
  expect(lost.key).toBe(lost.fresh);
  const again = sent(make, { name: "cron" });
  expect(again.key).toBe(lost.key);
  for (const other of [sent(make, { name: "weekly" }), sent("mutation Other", { name: "cron" })])
    expect(other.key).toBe(other.fresh);
  again.answered();
  const next = sent(make, { name: "cron" });
  expect(next.key).toBe(next.fresh);
});

it("what has no key is sent as it is", () => {
  const variables = { id: "run_1" };
  expect(keptKey("query Run", variables).variables).toBe(variables);
});
