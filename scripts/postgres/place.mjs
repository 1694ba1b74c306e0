// Where the data of this project's Postgres lives, and under which uid it runs. The pointer file decides from then on.
import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { chownSync, mkdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Postgres refuses to run as root; this uid has a passwd entry everywhere, which initdb needs. */
const NOBODY = { uid: 65534, gid: 65534 };

export const readText = (file) => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
};

/** How processes of Postgres are started: as themselves, or as nobody when we are root. */
export function postgresUser() {
  const as = process.getuid?.() === 0 ? NOBODY : {};
  return {
    as,
    run: (command, args) => spawnSync(command, args, { ...as, cwd: "/", encoding: "utf8" }),
    own: (path) => {
      if (as.uid) chownSync(path, as.uid, as.gid);
    },
  };
}

/**
 * The place of an installation: beside the project when the uid of Postgres can get there, else (root in a 0700 folder)
 * under /var/lib. Returns `{dir, password, port?, save}`; `save()` writes the pointer file (0600).
 */
export function findPlace(root, home, user) {
  const pointer = join(home, "postgres.json");
  const place = JSON.parse(readText(pointer) ?? "{}");
  if (!place.dir) {
    const hash = createHash("sha256").update(realpathSync(root)).update(realpathSync(home)).digest("hex").slice(0, 16);
    const canReach =
      user.run(process.execPath, ["-e", `fs.accessSync(${JSON.stringify(home)}, fs.constants.X_OK)`]).status === 0;
    place.dir =
      !user.as.uid || canReach
        ? join(home, "postgres")
        : join(process.env.SLIPWAY_SYSTEM_DIR ?? "/var/lib/slipway", hash);
    place.password = randomBytes(24).toString("base64url");
  }
  mkdirSync(place.dir, { recursive: true, mode: 0o755 });
  const save = () => {
    const aside = `${pointer}.${process.pid}`;
    writeFileSync(aside, JSON.stringify({ dir: place.dir, password: place.password, port: place.port }), {
      mode: 0o600,
    });
    renameSync(aside, pointer);
  };
  save();
  return Object.assign(place, { save });
}
