import { expect, it } from "vitest";
import { ownershipKey, ownershipKeyOf, ownershipKeyOfTag, tagKeyOf } from "../../src/registry/ownership-rules.js";

it.each([
  ["owner", "OWNER", "countersign.owner", "OWNER"],
  ["On_Call", "ON_CALL", "countersign.on_call", "ON_CALL"],
  ["STEWARD", "STEWARD", "countersign.steward", "STEWARD"],
  ["validator", "VALIDATOR", "countersign.validator", "VALIDATOR"],
  ["Data Lead", "Data Lead", "countersign.Data Lead", "Data Lead"],
])("%s is stored as %s, reads as the tag %s and is found by it", (given, stored, tag, found) => {
  expect(ownershipKeyOf(given)).toBe(stored);
  expect(ownershipKey.parse(given)).toBe(stored);
  expect(tagKeyOf(stored)).toBe(tag);
  expect(ownershipKeyOfTag(tag)).toBe(found);
});

it.each([
  ["countersign.OWNER", ""],
  ["countersign.Owner", ""],
  ["countersign.owners", "owners"],
])("the tag %s is spelled otherwise, or a key of its own: %j", (tag, stored) =>
  expect(ownershipKeyOfTag(tag)).toBe(stored),
);
