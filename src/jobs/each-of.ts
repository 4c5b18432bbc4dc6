/**
 * Does a round's work for one thing after the other, until the service stops. One that fails keeps no other from its turn:
 * the first fault ends the round once all have had theirs.
 */
export const eachOf = async <Thing>(
  things: Iterable<Thing> | AsyncIterable<Thing>,
  signal: AbortSignal,
  work: (thing: Thing) => Promise<unknown>,
): Promise<void> => {
  const faults: unknown[] = [];
  for await (const thing of things) {
    if (signal.aborted) return;
    await work(thing).catch((fault: unknown) => faults.push(fault));
  }
  if (faults.length > 0) throw faults[0];
};
