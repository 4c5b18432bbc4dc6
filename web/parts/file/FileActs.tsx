import { Download } from "lucide-react";
import { Unseen } from "../word/Unseen.tsx";
import styles from "./Preview.module.css";
import { Preview } from "./Preview.tsx";

interface Props {
  readonly path: string;
  readonly size: number;
  readonly address: string;
}

/** What can be done with a file: looked at, where it is small, and downloaded. */
export const FileActs = ({ path, size, address }: Props) => {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return (
    <span className={styles.acts}>
      <Preview path={path} size={size} address={address} />
      <a className={styles.download} href={address} download={name}>
        <Download size="1.1em" aria-hidden />
        <Unseen>Download {name}</Unseen>
      </a>
    </span>
  );
};
