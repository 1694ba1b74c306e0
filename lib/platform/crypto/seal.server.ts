import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { config } from "@/lib/platform/config/config.server";

const ALGORITHM = "aes-256-gcm";
const [IV_BYTES, TAG_BYTES, KEY_BYTES] = [12, 16, 32];

/** Key-encryption keys by version; the first one seals. */
function keyRing(): { version: number; key: Buffer }[] {
  const ring = config()
    .SLIPWAY_KEKS.split(",")
    .map((entry) => {
      const [version = "", key = ""] = entry.split(":");
      return { version: Number(version), key: Buffer.from(key, "base64") };
    });
  if (
    ring.some(
      ({ version, key }) => !Number.isInteger(version) || version < 1 || version > 255 || key.length !== KEY_BYTES,
    )
  )
    throw new Error("SLIPWAY_KEKS is not readable: each entry is <version>:<base64 of 32 bytes>, separated by commas.");
  return ring;
}

function encrypt(key: Buffer, plain: Buffer, bound: Buffer): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(bound);
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

function decrypt(key: Buffer, sealed: Buffer, bound: Buffer): Buffer {
  const iv = sealed.subarray(0, IV_BYTES);
  const tag = sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
  const decipher = createDecipheriv(ALGORITHM, key, iv).setAAD(bound).setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
}

const WRAPPED_BYTES = IV_BYTES + TAG_BYTES + KEY_BYTES;

/**
 * Seals a value under a data key of its own, which the newest key of the ring seals in turn: changing the ring rewraps 60
 * bytes, not the value. `bound` is what the value belongs to; opened as anything else it is refused.
 */
export function seal(value: string, bound: string): Buffer {
  const [newest] = keyRing();
  if (!newest) throw new Error("SLIPWAY_KEKS is empty.");
  const dataKey = randomBytes(KEY_BYTES);
  const about = Buffer.from(bound);
  return Buffer.concat([
    Buffer.from([1, newest.version]),
    encrypt(newest.key, dataKey, about),
    encrypt(dataKey, Buffer.from(value, "utf8"), about),
  ]);
}

/** The value of `seal`. Throws when it was changed, belongs to something else, or its key is not in the ring. */
export function unseal(sealed: Buffer, bound: string): string {
  const entry = keyRing().find(({ version }) => version === sealed[1]);
  if (sealed[0] !== 1 || !entry)
    throw new Error(`The key (version ${sealed[1]}) of this value is not in SLIPWAY_KEKS.`);
  const about = Buffer.from(bound);
  const dataKey = decrypt(entry.key, sealed.subarray(2, 2 + WRAPPED_BYTES), about);
  return decrypt(dataKey, sealed.subarray(2 + WRAPPED_BYTES), about).toString("utf8");
}
