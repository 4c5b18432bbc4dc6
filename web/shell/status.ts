import { useSyncExternalStore } from "react";

let message = "";
const listeners = new Set<() => void>();

/** Says what was done, to eyes and screen readers: `Signed. Entry #4 of churn/9.` */
export const announce = (text: string): void => {
  message = text;
  for (const listener of listeners) listener();
};

export const useStatus = (): string =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => message,
  );
