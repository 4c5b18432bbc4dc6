/**
 * The field that a person who opened this fills in first. Null where there is none, and under fingers, where its focus would
 * bring up a keyboard over what was opened.
 */
export const firstField = (within: HTMLElement | null): HTMLElement | null =>
  matchMedia("(pointer: coarse)").matches
    ? null
    : (within?.querySelector<HTMLElement>(":is(input, select, textarea):not([disabled])") ?? null);
