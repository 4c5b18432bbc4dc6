import { useEffect, useRef } from "react";
import { preference } from "./preferences.ts";

/** What a key does: `k`, `g m` (one after the other), `mod+k` (Ctrl, or Cmd on a Mac). */
export type Keys = Readonly<Record<string, () => void>>;

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

const TOGETHER_MS = 1_000;

/** Keys of a screen while it shows. Single keys rest in fields, in dialogs, and where the person switched them off. */
export const useKeys = (keys: Keys): void => {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    let before = { key: "", at: 0 };
    const listen = (event: KeyboardEvent): void => {
      const mod = event.ctrlKey || event.metaKey;
      const key = `${mod ? "mod+" : ""}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`;
      if (event.defaultPrevented || event.altKey || event.isComposing) return;
      if (!mod) {
        if (typing(event.target) || preference("singleKeys") === "off") return;
        if (document.querySelector('[role="dialog"],[role="alertdialog"],[role="menu"]') !== null) return;
      }
      const pair = event.timeStamp - before.at < TOGETHER_MS ? `${before.key} ${key}` : "";
      before = { key, at: event.timeStamp };
      const action = current.current[pair] ?? current.current[key];
      if (action === undefined) return;
      event.preventDefault();
      before = { key: "", at: 0 };
      action();
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);
};
