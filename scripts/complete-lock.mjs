// Adds lock entries for optional platform packages that a registry could not resolve (other systems' binaries). Without
// them `npm ci` refuses the lock file; with them it skips them by os and cpu, and other systems resolve them as usual.
import { readFileSync, writeFileSync } from "node:fs";

const FILE = "package-lock.json";
const SYSTEMS = ["android", "darwin", "freebsd", "linux", "openharmony", "win32", "sunos", "aix", "netbsd", "openbsd"];
const PROCESSORS = {
  arm64: "arm64",
  x64: "x64",
  arm: "arm",
  armv7: "arm",
  ia32: "ia32",
  x86: "ia32",
  s390x: "s390x",
  ppc64: "ppc64",
  riscv64: "riscv64",
  loong64: "loong64",
  mips64el: "mips64el",
  wasm32: "wasm32",
};

/** Looks for `name` where Node would from the package at `path`: its own node_modules, then each parent's. */
function isLocked(packages, path, name) {
  for (let at = path; ; at = at.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, "")) {
    if (packages[`${at ? `${at}/` : ""}node_modules/${name}`]) return true;
    if (!at) return false;
  }
}

/** The entry that npm would have written, from the words of the package's name; null when it names no platform. */
function entryOf(name, range, isDev) {
  const words = name.split("/").at(-1).split("-");
  const os = SYSTEMS.find((system) => words.includes(system));
  const cpu = words.map((word) => PROCESSORS[word] ?? (word.startsWith("arm") ? "arm" : undefined)).find(Boolean);
  if (!os && !cpu) return null;
  const libc = words.some((word) => word.startsWith("musl"))
    ? "musl"
    : words.some((word) => word.startsWith("gnu"))
      ? "glibc"
      : null;
  return {
    version: range.replace(/^[\^~]/, ""),
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(isDev ? { dev: true } : {}),
    ...(libc && os === "linux" ? { libc: [libc] } : {}),
    optional: true,
    ...(os ? { os: [os] } : {}),
  };
}

const lock = JSON.parse(readFileSync(FILE, "utf8"));
const missing = {};
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    const made = isLocked(lock.packages, path, name) ? null : entryOf(name, range, entry.dev);
    if (made) missing[`node_modules/${name}`] = made;
  }
}
const count = Object.keys(missing).length;
if (process.argv.includes("--check")) {
  if (count > 0) console.error(`The lock file lacks ${count} optional packages: run node scripts/complete-lock.mjs`);
  process.exit(count > 0 ? 1 : 0);
}
if (count > 0) {
  const { "": top, ...rest } = { ...lock.packages, ...missing };
  const sorted = Object.entries(rest).sort(([a], [b]) => a.localeCompare(b, "en"));
  writeFileSync(
    FILE,
    `${JSON.stringify({ ...lock, packages: { "": top, ...Object.fromEntries(sorted) } }, null, 2)}\n`,
  );
}
console.log(`added ${count}`);
