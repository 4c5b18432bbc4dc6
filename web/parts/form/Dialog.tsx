import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { Button } from "./Button.tsx";
import styles from "./Dialog.module.css";
import { firstField } from "./first-field.ts";

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** It stands at the side of the page, from top to bottom. */
  readonly drawer?: boolean;
  readonly children: ReactNode;
}

/** A dialog over the page; the focus goes to its first field, and back where it was. Escape closes it. */
export const Dialog = ({ open, onClose, title, drawer = false, children }: Props) => {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={open} onOpenChange={(shown) => !shown && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup
          ref={popup}
          className={styles.popup}
          data-drawer={drawer || undefined}
          // Some screens are both pointed at and touched: then it counts what opened this.
          initialFocus={(by) => (by === "touch" ? true : (firstField(popup.current) ?? true))}
        >
          <div className={styles.head}>
            <Base.Title className={styles.title}>{title}</Base.Title>
            <Base.Close render={<Button look="bare" aria-label="Close" />}>
              <X size="1.2em" aria-hidden />
            </Base.Close>
          </div>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
};
