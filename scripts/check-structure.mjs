// What no linter says: forbidden file names, sizes, and that the import checker really saw every file.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const BANNED = /^(index|utils?|helpers?|common|misc|shared|types)\.(ts|tsx|mjs|js)$/;
const SOURCE = /\.(ts|tsx)$/;
const MAX_LINES = 250;
const GENERATED = "lib/platform/http/api-schema.ts";
const TOP = ["app", "components", "lib"];

export function* filesBelow(dir) {
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const path = `${dir}/${entry.name}`;
    if (entry.isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}

/** What is wrong with one file, as sentences. */
function fileProblems(name, text, isSeen) {
  const lines = text.split("\n").length - 1;
  return [
    BANNED.test(name.split("/").at(-1)) && "name the file after the one thing that it exports",
    lines > MAX_LINES && name !== GENERATED && `${lines} lines (at most ${MAX_LINES}); look for the second noun`,
    /^\s*["']use server["']/m.test(text) && "no server actions; changes go through the API",
    !isSeen && "the import checker did not see this file",
  ].filter(Boolean);
}

/** Sentences about files that break the rules of docs/architecture.md. `seen` = modules that dependency-cruiser read. */
export function structureProblems(root, seen) {
  const sources = TOP.flatMap((top) => [...filesBelow(join(root, top))]).filter((file) => SOURCE.test(file));
  if (sources.length === 0) return ["no source files found"];
  return sources.flatMap((file) => {
    const name = file.slice(root.length + 1);
    return fileProblems(name, readFileSync(file, "utf8"), seen.has(name)).map((problem) => `${name}: ${problem}`);
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = process.cwd();
  const { cruise } = await import("dependency-cruiser");
  const { default: extractOptions } = await import("dependency-cruiser/config-utl/extract-depcruise-options");
  const result = await cruise(TOP, {
    ...(await extractOptions(join(root, ".dependency-cruiser.cjs"))),
    validate: false,
  });
  const seen = new Set(result.output.modules.map((module) => module.source));
  const problems = structureProblems(root, seen);
  for (const problem of problems) console.error(problem);
  process.exit(problems.length > 0 ? 1 : 0);
}
