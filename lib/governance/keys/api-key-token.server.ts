import { createHmac, randomInt, timingSafeEqual } from "node:crypto";
import { config } from "@/lib/platform/config/config.server";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const random = (length: number) => Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
const keyed = (purpose: string, text: string) =>
  createHmac("sha256", config().NEXTAUTH_SECRET).update(`${purpose}:${text}`).digest();
const checksum = (text: string) => keyed("apikey-checksum", text).toString("hex").slice(0, 6);

/** `swy_live_<12 id>_<32 secret><6 checksum>`; shown once, only the hash of the secret is stored. */
export function newApiKey(): { token: string; id: string; secretHash: string } {
  const id = random(12);
  const secret = random(32);
  return {
    token: `swy_live_${id}_${secret}${checksum(id + secret)}`,
    id,
    secretHash: keyed("apikey", secret).toString("hex"),
  };
}

/** The parts of a token whose checksum holds, else null. */
export function parseApiKey(token: string): { id: string; secret: string } | null {
  const match = /^swy_live_([0-9A-Za-z]{12})_([0-9A-Za-z]{32})([0-9a-f]{6})$/.exec(token);
  const [, id = "", secret = "", sum = ""] = match ?? [];
  return match && sum === checksum(id + secret) ? { id, secret } : null;
}

export function isApiKeySecret(secret: string, secretHash: string): boolean {
  const stored = Buffer.from(secretHash, "hex");
  const given = keyed("apikey", secret);
  return stored.length === given.length && timingSafeEqual(stored, given);
}
