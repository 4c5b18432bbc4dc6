import { useSyncExternalStore } from "react";

let message = "";
const listeners = new Set<() => void>();

/** Says what was done, to eyes and screen readers: `Signed. Entry #4 of churn/9.` */
export const announce = (text: string): void => {
  message = text;
  for (const listener of listeners) listener();
};

/** Where the message stands. */
export const STATUS_ID = "status";

/**
 * Says what was done by a form that ends with it, and takes the keyboard's focus to the message: the button that was
 * pressed goes away or rests. Whoever went elsewhere meanwhile stays there.
 */
export const conclude = (text: string, form: HTMLElement | null): void => {
  announce(text);
  const { activeElement, body } = document;
  if (activeElement === body || form?.contains(activeElement)) document.getElementById(STATUS_ID)?.focus();
};

export const useStatus = (): string =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => message,
  );
