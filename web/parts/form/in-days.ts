const HOUR_MS = 3_600_000;

/** The instant so many days from now, by the full hour: a form that is sent again says the same. */
export const inDays = (days: number): string =>
  new Date(Math.floor(Date.now() / HOUR_MS + days * 24) * HOUR_MS).toISOString();
