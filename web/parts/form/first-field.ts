/** The field that a person who opened this fills in first; null where there is none. */
export const firstField = (within: HTMLElement | null): HTMLElement | null =>
  within?.querySelector<HTMLElement>(":is(input, select, textarea):not([disabled])") ?? null;
