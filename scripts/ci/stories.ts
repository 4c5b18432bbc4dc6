/**
 * Kinds of story that a second try never excuses: a race, a crash or a leak shows itself now and then or not at all, so
 * one failure is a finding. A test says that it is one by its tag: `it("…", { tags: "race" }, …)`, or for a whole file
 * `// @module-tag race`. Vitest refuses any other tag.
 */
export const unforgivenStories = [
  { name: "race", description: "Several act at the same time, or two replicas must agree." },
  { name: "crash", description: "A process, a connection or a disk dies in the middle." },
  { name: "leak", description: "Something is seen, kept or held that must not be: rows, memory, files, connections." },
];
