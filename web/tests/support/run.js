// `npm test`: starts the demonstration once, runs every journey against it, and stops it again.
// With KHUYENHOC_ADDRESS=http://127.0.0.1:8080 the journeys walk through a demonstration that already runs.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { startDemo } from "./server.js";

const folder = fileURLToPath(new URL("..", import.meta.url));
const named = process.argv.slice(2);
const files = named.length > 0 ? named
  : readdirSync(folder).filter((name) => name.endsWith(".test.js")).sort().map((name) => `${folder}${name}`);

const running = process.env.KHUYENHOC_ADDRESS;
const demo = running ? undefined : await startDemo();
const address = running ?? demo?.address;
try {
  const done = spawnSync(process.execPath, ["--test", "--test-reporter=spec", ...files], {
    stdio: "inherit",
    env: { ...process.env, KHUYENHOC_ADDRESS: address },
  });
  process.exitCode = done.status ?? 1;
  if (done.status !== 0 && demo) console.error(`The server said last:\n${demo.said().slice(-4000)}`);
} finally {
  await demo?.stop();
}
