import { Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { X } from "lucide-react";
import { useEffect, useState } from "react";
import { useLive } from "../live/live.ts";
import { Button } from "../parts/form/Button.tsx";
import { SignInAgain } from "../signin/SignInAgain.tsx";
import { KeySheet } from "./KeySheet.tsx";
import { useKeys } from "./keys.ts";
import { Navigation } from "./Navigation.tsx";
import { Palette } from "./Palette.tsx";
import styles from "./Shell.module.css";
import { announce, STATUS_ID, useStatus } from "./status.ts";

/** The frame of every screen: who one is, where one can go, and what was just done. */
export const Shell = () => {
  const [open, setOpen] = useState<"palette" | "keys" | null>(null);
  const navigate = useNavigate();
  useLive();
  useKeys({
    "mod+k": () => setOpen("palette"),
    "?": () => setOpen("keys"),
    "g m": () => void navigate({ to: "/models" }),
    "g i": () => void navigate({ to: "/inbox" }),
    "g e": () => void navigate({ to: "/experiments" }),
    "g a": () => void navigate({ to: "/audit" }),
    "g l": () => void navigate({ to: "/log" }),
    "g t": () => void navigate({ to: "/admin/teams" }),
    "g p": () => void navigate({ to: "/admin/policies" }),
  });
  const close = (): void => setOpen(null);
  return (
    <div className={styles.shell}>
      <button type="button" className={styles.skip} onClick={toMain}>
        Skip to the content
      </button>
      <Navigation onSearch={() => setOpen("palette")} onKeys={() => setOpen("keys")} />
      <main className={styles.main} id="main" tabIndex={-1}>
        <Offline />
        <Outlet />
      </main>
      <Status />
      <Palette open={open === "palette"} onClose={close} />
      <KeySheet open={open === "keys"} onClose={close} />
      <SignInAgain />
    </div>
  );
};

/** Not a link: a bare fragment would be resolved against the page's `<base>`. */
const toMain = (): void => document.getElementById("main")?.focus();

const Status = () => {
  const text = useStatus();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  useEffect(() => () => announce(""), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was said belongs to the page it was said on
  useEffect(() => () => announce(""), [path]);
  return (
    <div className={styles.status} data-shown={text !== "" || undefined}>
      <p role="status" id={STATUS_ID} tabIndex={-1}>
        {text}
      </p>
      {text !== "" && (
        <Button look="bare" aria-label="Close the message" onClick={() => announce("")}>
          <X size="1em" aria-hidden />
        </Button>
      )}
    </div>
  );
};

/** Without a network what is shown stays, and nothing can be decided. */
const Offline = () => {
  const [offline, setOffline] = useState(!navigator.onLine);
  useEffect(() => {
    const listen = (): void => setOffline(!navigator.onLine);
    addEventListener("online", listen);
    addEventListener("offline", listen);
    return () => {
      removeEventListener("online", listen);
      removeEventListener("offline", listen);
    };
  }, []);
  return offline ? (
    <p className={styles.offline} role="alert">
      This browser is offline. What you see was read before; nothing can be decided until it is back.
    </p>
  ) : null;
};
