import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Loaded } from "../page/Region.tsx";
import { Unseen } from "../word/Unseen.tsx";
import { Button } from "./Button.tsx";
import { Dialog } from "./Dialog.tsx";
import { firstField } from "./first-field.ts";
import { type PartQuery, useAhead } from "./part.ts";

interface Props<Part> {
  /** The word on the button that opens it. */
  readonly label: string;
  /** What the button is about, for those who hear the page: many rows have the same word. */
  readonly about?: string;
  readonly title: string;
  readonly disabled?: boolean;
  /** Id of the text that says why it is disabled. */
  readonly why?: string | undefined;
  readonly part: PartQuery<Part>;
  readonly children: (part: Part, close: () => void) => ReactNode;
}

/** A button, and a dialog whose form is fetched when somebody comes near the button. */
export const PartDialog = <Part,>({ label, about, title, disabled = false, why, part, children }: Props<Part>) => {
  const [open, setOpen] = useState(false);
  const ahead = useAhead(part);
  const close = (): void => setOpen(false);
  return (
    <>
      <Button {...(disabled ? { disabled, "aria-describedby": why } : { ...ahead, onClick: () => setOpen(true) })}>
        {label}
        {about && <Unseen> {about}</Unseen>}
      </Button>
      <Dialog open={open} onClose={close} title={title}>
        <Fetched part={part}>{(found) => children(found, close)}</Fetched>
      </Dialog>
    </>
  );
};

interface FetchedProps<Part> {
  readonly part: PartQuery<Part>;
  readonly children: (part: Part) => ReactNode;
}

/** What the part makes, once it is there; the keyboard's focus goes into it when it comes late. */
const Fetched = <Part,>({ part, children }: FetchedProps<Part>) => {
  const query = useQuery(part);
  const place = useRef<HTMLDivElement>(null);
  const there = query.data !== undefined;
  useEffect(() => {
    if (there) firstField(place.current)?.focus();
  }, [there]);
  return (
    <div ref={place}>
      <Loaded query={query} lines={8}>
        {children}
      </Loaded>
    </div>
  );
};
