import { type Reader, sql } from "../../db/sql.js";

/** Something that is another as soon as a point came to one of the run's metrics. */
export interface Pulse {
  readonly id: string;
  readonly pulse: string;
}

const pulses = sql(
  "run.pulses",
  `select r.id, (select coalesce(sum(hashtextextended(m::text, 0)), 0) from latest_metric m where m.run = r.uuid)::text as pulse
   from run r where r.id = any($1::text[]) and r.status in ('RUNNING', 'SCHEDULED')`,
);

/** The pulses of those of the runs that go on. Nothing of them may be told before rights are asked. */
export const pulsesOf = (db: Reader, ids: readonly string[]): Promise<Pulse[]> => db.rows<Pulse>(pulses, [ids]);
