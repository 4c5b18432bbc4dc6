import { expect, it, onTestFinished } from "vitest";
import { asSuperuser, query } from "../support/database.js";
import { Mlflow } from "../support/mlflow.js";
import { openWorld } from "../support/world.js";

it("a service that starts reads the MLmodel files that nobody has read, one that is gone among them", async () => {
  const world = await openWorld();
  onTestFinished(() => world.close());
  const mlflow = new Mlflow(world.admin);
  const run = await mlflow.run("0");
  const uuid = "0123456789abcdef0123456789abcdef";
  await mlflow.upload(`0/${run}/artifacts/model/MLmodel`, `model_uuid: ${uuid}\n`);
  const read = () =>
    query(world.database.superuserUrl, "select model_uuid from model_file where signature is not null");
  await expect.poll(read).toEqual([{ model_uuid: uuid }]);
  await asSuperuser(
    world.database.superuserUrl,
    "update model_file set signature = null, model_uuid = null",
    "insert into model_file (sha256) values (decode(repeat('00', 32), 'hex'))",
  );
  const replica = await world.replica();
  try {
    await expect.poll(read, { timeout: 20_000 }).toHaveLength(2);
    expect(await read()).toContainEqual({ model_uuid: uuid });
  } finally {
    await replica.close();
  }
});
