import { preference } from "../../shell/preferences.ts";
import { ago, instant, instantIn } from "./text.ts";

/**
 * An instant in UTC; `relative` for tables, with the instant in `datetime` and on hover. On hover it says the time in the
 * zone that the reader prefers, too.
 */
export const Time = ({ at, relative = false }: { at: string; relative?: boolean }) => {
  const there = instantIn(at, preference("timeZone"));
  return (
    <time dateTime={at} title={[relative ? instant(at) : at, there].filter(Boolean).join(" · ")}>
      {relative ? ago(at) : instant(at)}
    </time>
  );
};
