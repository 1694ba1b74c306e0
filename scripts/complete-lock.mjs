// Adds lock entries for optional platform packages that the registry in use could not resolve (other systems' binaries).
// Without them `npm ci` refuses the lock file; with them it skips them by os/cpu, and other systems resolve them as usual.
import { readFileSync, writeFileSync } from "node:fs";

const f = process.argv[2] ?? "package-lock.json",
  l = JSON.parse(readFileSync(f, "utf8"));
const OS = ["android", "darwin", "freebsd", "linux", "openharmony", "win32", "sunos", "aix", "netbsd", "openbsd"];
const CPU = {
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
  universal: null,
};
let added = 0;
for (const [path, p] of Object.entries({ ...l.packages }))
  for (const [name, range] of Object.entries(p.optionalDependencies ?? {})) {
    const resolvable = [...path.matchAll(/(^|\/)node_modules\//g)].length;
    let at = path,
      found = false;
    for (;;) {
      if (l.packages[`${at ? at + "/" : ""}node_modules/${name}`]) {
        found = true;
        break;
      }
      if (!at) break;
      at = at.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, "");
    }
    if (found) continue;
    const words = name.split("/").pop().split("-"),
      os = OS.find((o) => words.includes(o)),
      cpu = words.map((w) => CPU[w] ?? (w.startsWith("arm") ? "arm" : undefined)).find(Boolean);
    if (!os && !cpu) {
      console.error("skipped (no platform in its name):", name);
      continue;
    }
    const libc =
      words.includes("musl") || words.includes("musleabihf")
        ? ["musl"]
        : words.includes("gnu") || words.includes("gnueabihf")
          ? ["glibc"]
          : undefined;
    l.packages[`node_modules/${name}`] = {
      version: range.replace(/^[\^~]/, ""),
      ...(cpu ? { cpu: [cpu] } : {}),
      ...(p.dev ? { dev: true } : {}),
      ...(libc && os === "linux" ? { libc } : {}),
      optional: true,
      ...(os ? { os: [os] } : {}),
    };
    added++;
  }
const root = l.packages[""];
delete l.packages[""];
l.packages = {
  "": root,
  ...Object.fromEntries(Object.entries(l.packages).sort(([a], [b]) => a.localeCompare(b, "en"))),
};
writeFileSync(f, JSON.stringify(l, null, 2) + "\n");
console.log("added", added);
