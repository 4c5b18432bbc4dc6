import { query } from "./database.js";
import type { World } from "./world.js";

/** Makes an experiment, and all in it, its team's own: what others may not see they must not be told of. */
export const hideExperiment = async (world: World, number: string): Promise<void> => {
  await query(
    world.database.superuserUrl,
    `alter table experiment disable trigger user;
     update experiment set visibility = 'TEAM' where number = ${BigInt(number)};
     alter table experiment enable trigger user`,
  );
};
