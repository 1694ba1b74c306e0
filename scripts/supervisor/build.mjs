// The production build, made again only when something that goes into it changed.
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const SOURCES = [
  "app",
  "components",
  "lib",
  "prisma",
  "public",
  "scripts/bundle.mjs",
  "scripts/cli",
  "next.config.js",
  "proxy.ts",
  "postcss.config.mjs",
  "package-lock.json",
  "tsconfig.json",
];
const IGNORED = /(^|\/)(generated|migrations|testing)$|\.(test|spec)\.tsx?$|\.test-d\.ts$/;

function* filesOf(root, path) {
  const full = join(root, path);
  if (!existsSync(full) || IGNORED.test(path)) return;
  const entries = (() => {
    try {
      return readdirSync(full, { withFileTypes: true });
    } catch {
      return null;
    }
  })();
  if (!entries) yield path;
  else
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1)))
      yield* filesOf(root, `${path}/${entry.name}`);
}

/** sha256 over the names and contents of everything that goes into the build. */
export function sourceHash(root) {
  const hash = createHash("sha256");
  for (const source of SOURCES)
    for (const file of filesOf(root, source)) hash.update(`${file}\n`).update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

const stampFile = (root) => join(root, ".next/slipway-build");

/** True when `.next` holds the build of these sources. */
export const isBuilt = (root, hash) =>
  existsSync(stampFile(root)) &&
  readFileSync(stampFile(root), "utf8") === hash &&
  existsSync(join(root, ".next/standalone/server.js"));

const bundleStamp = (root) => join(root, "dist/.slipway-bundle");

/** True when `dist` holds the bundle of these sources. */
export const isBundled = (root, hash) =>
  existsSync(bundleStamp(root)) && readFileSync(bundleStamp(root), "utf8") === hash;

export const noteBundled = (root, hash) => writeFileSync(bundleStamp(root), hash);

/** Builds with `run(name, args)`; static files go beside the standalone server. */
export async function build(root, hash, run) {
  rmSync(stampFile(root), { force: true });
  await run("build", ["node_modules/next/dist/bin/next", "build"]);
  cpSync(join(root, ".next/static"), join(root, ".next/standalone/.next/static"), { recursive: true });
  if (existsSync(join(root, "public")))
    cpSync(join(root, "public"), join(root, ".next/standalone/public"), { recursive: true });
  mkdirSync(join(root, ".next"), { recursive: true });
  writeFileSync(stampFile(root), hash);
}
