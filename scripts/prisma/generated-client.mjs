// The database client is generated; it has to follow the schema after every pull.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const stampFile = (root) => join(root, "prisma/generated/.schema");

function schemaHash(root) {
  const hash = createHash("sha256").update(readFileSync(join(root, "package-lock.json")));
  const folder = join(root, "prisma/schema");
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest("hex");
}

/** True when `prisma/generated` was made from the schema as it is now. */
export const isClientCurrent = (root) =>
  existsSync(join(root, "prisma/generated/client.ts")) &&
  existsSync(stampFile(root)) &&
  readFileSync(stampFile(root), "utf8") === schemaHash(root);

/** Says that it was; call it after `prisma generate`. */
export const noteClientCurrent = (root) => writeFileSync(stampFile(root), schemaHash(root));
