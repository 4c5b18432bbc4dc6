import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./Button.tsx";
import styles from "./Dialog.module.css";

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** It stands at the side of the page, from top to bottom. */
  readonly drawer?: boolean;
  readonly children: ReactNode;
}

/** A dialog over the page; Escape closes it, the focus goes back where it was. */
export const Dialog = ({ open, onClose, title, drawer = false, children }: Props) => (
  <Base.Root open={open} onOpenChange={(shown) => !shown && onClose()}>
    <Base.Portal>
      <Base.Backdrop className={styles.backdrop} />
      <Base.Popup className={styles.popup} data-drawer={drawer || undefined}>
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
