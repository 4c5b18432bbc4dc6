import { ago, instant } from "./text.ts";

/** An instant in UTC; `relative` for tables, with the instant in `datetime` and on hover. */
export const Time = ({ at, relative = false }: { at: string; relative?: boolean }) => (
  <time dateTime={at} title={relative ? instant(at) : at}>
    {relative ? ago(at) : instant(at)}
  </time>
);
