// The program under test: started once for a file of tests, on a free port, with the demonstration in a folder that vanishes.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

// A build for tests makes the demonstration some ten times slower than the released program does.
const READY_WITHIN_MS = 10 * 60_000;
const STOPS_WITHIN_MS = 15_000;

/**
 * Starts the demonstration and waits until it answers.
 * @returns {Promise<{ address: string, said: () => string, stop: () => Promise<void> }>}
 */
export async function startDemo() {
  const program = process.env.KHUYENHOC_BIN;
  if (!program) throw new Error("KHUYENHOC_BIN must name the program, such as target/debug/khuyenhoc.");
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), "khuyenhoc-demo-"));
  const child = spawn(program, ["demo", "--data", folder, "--port", String(port)], {
    env: cleanEnvironment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece) => (said += piece));
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => child.once("exit", () => resolve()));

  const stop = async () => {
    child.kill("SIGTERM");
    const gaveUp = setTimeout(() => child.kill("SIGKILL"), STOPS_WITHIN_MS);
    await ended;
    clearTimeout(gaveUp);
    await rm(folder, { recursive: true, force: true });
  };
  const address = `http://127.0.0.1:${port}`;
  try {
    await untilItAnswers(address, () => child.exitCode !== null || child.signalCode !== null);
  } catch (problem) {
    await stop();
    throw new Error(`The demonstration did not start: ${problem}. It said:\n${said}`);
  }
  return { address, said: () => said, stop };
}

// What the person who runs the tests has set for a server of their own must not reach this one.
function cleanEnvironment() {
  const own = (/** @type {string} */ name) => name === "DATABASE_URL" || name.startsWith("KHUYENHOC_");
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own(name)));
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = address !== null && typeof address === "object" ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

/** @param {string} address @param {() => boolean} hasEnded */
async function untilItAnswers(address, hasEnded) {
  const until = Date.now() + READY_WITHIN_MS;
  while (Date.now() < until) {
    if (hasEnded()) throw new Error("it ended");
    const healthy = await fetch(`${address}/healthz`).then((answer) => answer.ok).catch(() => false);
    if (healthy) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("it took too long");
}
