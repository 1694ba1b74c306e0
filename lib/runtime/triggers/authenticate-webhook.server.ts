import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { readSignature, signedText, type WebhookRefusal } from "@/lib/runtime/triggers/check-webhook";

export type Delivery = { headers: Headers; body: string; pathToken: string | null };

/**
 * Whether a delivery comes from who knows the secret. `id` is equal for the same signed delivery sent twice; null where
 * nothing tells two deliveries apart.
 */
export function authenticateWebhook(
  auth: "hmac" | "token",
  secret: string,
  { headers, body, pathToken }: Delivery,
  nowMs: number,
): { ok: true; id: string | null } | { ok: false; why: WebhookRefusal } {
  if (auth === "token") {
    const bearer = /^Bearer (\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
    const given = headers.get("x-slipway-token") ?? bearer ?? pathToken;
    if (given === null || given === undefined) return { ok: false, why: "missing-signature" };
    return isEqual(digest(given), digest(secret)) ? { ok: true, id: null } : { ok: false, why: "wrong-signature" };
  }
  const read = readSignature(
    { timestamp: headers.get("x-slipway-timestamp"), signature: headers.get("x-slipway-signature") },
    nowMs,
  );
  if (typeof read === "string") return { ok: false, why: read };
  const expected = createHmac("sha256", secret).update(signedText(read.timestamp, body)).digest();
  return isEqual(Buffer.from(read.signature, "hex"), expected)
    ? { ok: true, id: `signature:${read.signature.slice(0, 40)}` }
    : { ok: false, why: "wrong-signature" };
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
const isEqual = (given: Buffer, expected: Buffer): boolean =>
  given.length === expected.length && timingSafeEqual(given, expected);
