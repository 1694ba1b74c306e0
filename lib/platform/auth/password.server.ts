import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify<string, Buffer, number, Buffer>(scrypt);
const KEY_BYTES = 32;

/** scrypt with Node's defaults (N = 16384, r = 8, p = 1): `<salt hex>:<key hex>`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `${salt.toString("hex")}:${(await derive(password, salt, KEY_BYTES)).toString("hex")}`;
}

/** True when the password belongs to the stored hash. Takes the same time when there is no user. */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const [salt = "", key = ""] = (hash ?? `${"00".repeat(16)}:${"00".repeat(KEY_BYTES)}`).split(":");
  const derived = await derive(password, Buffer.from(salt, "hex"), KEY_BYTES);
  return timingSafeEqual(derived, Buffer.from(key, "hex")) && hash !== null;
}
