import type { ReactNode } from "react";
import { Unseen } from "../word/Unseen.tsx";
import { ScrollFrame } from "./ScrollFrame.tsx";
import table from "./table.module.css";

interface Props {
  readonly of: string;
  /** The columns' heads; an empty one is over what can be done. */
  readonly heads: readonly string[];
  readonly framed?: boolean;
  readonly children: ReactNode;
}

/** A table of few columns, in a frame that scrolls where it is wider. */
export const Table = ({ of, heads, framed = false, children }: Props) => (
  <ScrollFrame of={of} framed={framed}>
    <table className={`${table.table} ${table.rows}`}>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head === "" ? <Unseen>What can be done</Unseen> : head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </ScrollFrame>
);
