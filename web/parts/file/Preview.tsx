import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { AskError, consoleHeaders, send } from "../../ask.ts";
import { Button } from "../form/Button.tsx";
import { Dialog } from "../form/Dialog.tsx";
import { Table } from "../list/Table.tsx";
import { Loaded, Nothing } from "../page/Region.tsx";
import { Unseen } from "../word/Unseen.tsx";
import { readRows } from "./csv.ts";
import { Markdown } from "./Markdown.tsx";
import styles from "./Preview.module.css";
import { isShown, MOST, type Shape, shapeOf, textOf } from "./shape.ts";

interface Props {
  readonly path: string;
  readonly size: number;
  /** Where its bytes are. */
  readonly address: string;
}

/** Shows a file beside its download, where it is small and what it holds can be shown without running any of it. */
export const Preview = ({ path, size, address }: Props) => {
  const [open, setOpen] = useState(false);
  const query = useQuery({
    queryKey: ["file", address],
    queryFn: () => read(address),
    enabled: open,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (!isShown(path, size)) return null;
  return (
    <>
      <Button look="bare" onClick={() => setOpen(true)}>
        Preview<Unseen> {path}</Unseen>
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={path}>
        <Loaded query={query} lines={8}>
          {(bytes) =>
            bytes === null ? (
              <Nothing>This service does not keep its bytes.</Nothing>
            ) : (
              <Content bytes={bytes} shape={shapeOf(path)} name={path} />
            )
          }
        </Loaded>
      </Dialog>
    </>
  );
};

/** The file's first MiB; null where the service keeps none of it. */
const read = async (address: string): Promise<ArrayBuffer | null> => {
  const response = await send(address, { headers: { ...consoleHeaders, range: `bytes=0-${MOST - 1}` } });
  if (response.status === 404) return null;
  // An empty file has no first byte.
  if (response.status === 416) return new ArrayBuffer(0);
  if (!response.ok)
    throw new AskError(
      "NOT_READ",
      `The file was refused (HTTP ${response.status}).`,
      response.headers.get("x-request-id"),
    );
  return response.arrayBuffer();
};

const Content = ({ bytes, shape, name }: { bytes: ArrayBuffer; shape: Shape; name: string }) => {
  if (shape.kind === "image") return <Image bytes={bytes} type={shape.type} name={name} />;
  const text = textOf(bytes);
  if (text === null) return <Nothing>It is no text: download it.</Nothing>;
  if (text === "") return <Nothing>It is empty.</Nothing>;
  if (shape.kind === "markdown") return <Markdown text={text} />;
  if (shape.kind === "table") return <Cells text={text} separator={shape.separator} />;
  return (
    <section aria-label="Content" className={styles.text}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
      <pre tabIndex={0}>{shape.kind === "json" ? indented(text) : text}</pre>
    </section>
  );
};

const indented = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
};

const Image = ({ bytes, type, name }: { bytes: ArrayBuffer; type: string; name: string }) => {
  const [address, setAddress] = useState<string>();
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([bytes], { type }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes, type]);
  if (broken) return <Nothing>It is no image that this browser can show.</Nothing>;
  return <img className={styles.image} src={address} alt={name} onError={() => setBroken(true)} />;
};

const ROWS = 200;
const COLUMNS = 50;

const Cells = ({ text, separator }: { text: string; separator: "," | "\t" }) => {
  const [heads = [], ...rows] = readRows(text, separator, ROWS + 2);
  const shown = rows.slice(0, ROWS);
  return (
    <>
      <Table of="Rows" heads={distinct(heads.slice(0, COLUMNS))} framed>
        {shown.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a file's rows never change
          <tr key={index}>
            {heads.slice(0, COLUMNS).map((_, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a file's columns never change
              <td key={column}>{row[column]}</td>
            ))}
          </tr>
        ))}
      </Table>
      {(rows.length > ROWS || heads.length > COLUMNS) && (
        <p className={styles.note}>
          The first {ROWS} rows and {COLUMNS} columns; the rest is in the file.
        </p>
      )}
    </>
  );
};

/** Heads as they are told apart; two of one name get their place beside it. */
const distinct = (heads: readonly string[]): readonly string[] =>
  heads.map((head, index) => (head === "" || heads.indexOf(head) !== index ? `${head} ${index + 1}`.trim() : head));
