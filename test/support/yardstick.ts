const text = JSON.stringify(
  Array.from({ length: 50_000 }, (_, index) => ({ name: `name ${index}`, value: index / 3, list: [index, "x"] })),
);

/**
 * Milliseconds of CPU that this process needs to read 3 MB of JSON now, of three tries the least. What an answer may
 * cost is told in these: a machine that is busy or slow is so at both.
 */
export const cpuToReadJson = (): number =>
  Math.min(
    ...Array.from({ length: 3 }, () => {
      const before = process.cpuUsage();
      JSON.parse(text);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1_000;
    }),
  );
