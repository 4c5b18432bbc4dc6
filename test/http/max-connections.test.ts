import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { expect, it } from "vitest";
import { openWorld } from "../support/world.js";

it("connections beyond the limit are closed, and those within it go on", async () => {
  const world = await openWorld({ env: { COUNTERSIGN_MAX_CONNECTIONS: "8" } });
  try {
    const { hostname, port } = new URL(world.url);
    const opened = async (): Promise<Socket> => {
      const socket = connect(Number(port), hostname);
      socket.on("error", () => undefined);
      await once(socket, "connect");
      return socket;
    };
    const health = async (socket: Socket): Promise<string> => {
      socket.write("GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n");
      const data = await Promise.race([once(socket, "data"), once(socket, "close").then(() => ["closed"])]);
      return String(data[0]).split("\r\n", 1)[0] ?? "";
    };
    // Clients of the world's own keep some connections for themselves.
    const sockets: Socket[] = [];
    for (let count = 0; count < 9; count++) sockets.push(await opened());
    const answers = await Promise.all(sockets.map(health));
    expect(new Set(answers)).toEqual(new Set(["HTTP/1.1 200 OK", "closed"]));
    expect(answers.filter((answer) => answer !== "closed").length).toBeLessThanOrEqual(8);
    expect(answers[8]).toBe("closed");
    for (const socket of sockets) socket.destroy();
    await expect.poll(async () => health(await opened()), { timeout: 20_000 }).toBe("HTTP/1.1 200 OK");
  } finally {
    await world.close();
  }
});
