// The data directory: made aside and renamed, so that a kill during initdb leaves nothing half made.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readText } from "./place.mjs";

const MAJOR = "18";

/** The data directory of the place, initialised on first use. Throws when another major version wrote it. */
export function ensureDataDirectory(place, bin, user) {
  const dataDir = join(place.dir, "data");
  if (!existsSync(dataDir)) initialise(place, dataDir, bin, user);
  const major = readText(join(dataDir, "PG_VERSION"))?.trim();
  if (major === MAJOR) return dataDir;
  throw new Error(
    `${dataDir} was written by Postgres ${major ?? "(unreadable)"}; this version brings ${MAJOR}. Dump it with the old version and load it, or move the folder away to start empty.`,
  );
}

function initialise(place, dataDir, bin, user) {
  for (const old of readdirSync(place.dir).filter((name) => name.startsWith("init-")))
    rmSync(join(place.dir, old), { recursive: true });
  const aside = join(place.dir, `init-${process.pid}`);
  const [data, passwordFile] = [join(aside, "data"), join(aside, "password")];
  mkdirSync(data, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, `${place.password}\n`, { mode: 0o600 });
  for (const path of [aside, data, passwordFile]) user.own(path);
  const options = [
    "-D",
    data,
    "-U",
    "postgres",
    "-A",
    "scram-sha-256",
    `--pwfile=${passwordFile}`,
    "-E",
    "UTF8",
    "--locale=C.UTF-8",
  ];
  const result = user.run(bin("initdb"), options);
  if (result.status !== 0) throw new Error(`initdb failed: ${result.error ?? result.stderr}`);
  renameSync(data, dataDir);
  rmSync(aside, { recursive: true });
}
