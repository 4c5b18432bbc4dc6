/** Published limits of tables of scores. */
export const tableLimits = { leastRows: 30, rows: 1_000_000, bytes: 67_108_864 } as const;
