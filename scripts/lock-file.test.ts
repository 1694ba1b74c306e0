import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";

const MODULE = pathToFileURL(join(import.meta.dirname, "lock-file.mjs")).href;

/** Processes that each write when they begin and when they end; the lines, in the order in which they were written. */
async function workers(count: number, directory: string): Promise<string[]> {
  const log = join(directory, "log");
  writeFileSync(log, "");
  const script = `
    import { appendFileSync } from "node:fs";
    import { withLockFile } from ${JSON.stringify(MODULE)};
    await withLockFile(${JSON.stringify(join(directory, "lock"))}, async () => {
      appendFileSync(${JSON.stringify(log)}, "begin\\n");
      await new Promise((done) => setTimeout(done, 40));
      appendFileSync(${JSON.stringify(log)}, "end\\n");
    });`;
  const codes = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<number | null>((done) =>
          spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: "inherit" }).once("exit", done),
        ),
    ),
  );
  expect(codes).toEqual(codes.map(() => 0));
  return readFileSync(log, "utf8").trim().split("\n");
}

const oneAfterTheOther = (count: number) => Array.from({ length: count }, () => ["begin", "end"]).flat();
const directory = () => mkdtempSync(join(tmpdir(), "lock-"));

test("processes that come at once work one after the other", async () => {
  expect(await workers(4, directory())).toEqual(oneAfterTheOther(4));
});

test("the lock of a process that is gone is broken, and still only one works at a time", async () => {
  const place = directory();
  const dead = spawn(process.execPath, ["-e", ""]);
  await new Promise((done) => dead.once("exit", done));
  writeFileSync(join(place, "lock"), String(dead.pid));
  expect(await workers(4, place)).toEqual(oneAfterTheOther(4));
});
