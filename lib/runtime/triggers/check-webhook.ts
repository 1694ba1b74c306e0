/** Why a delivery is not accepted. */
export type WebhookRefusal = "missing-signature" | "outside-window" | "wrong-signature";

/** Seconds that a signed delivery may be off, either way. */
export const WINDOW_S = 300;

/** What is signed: the time and the body, so that neither can be exchanged. */
export const signedText = (timestamp: string, body: string): string => `${timestamp}.${body}`;

export type SignedHeaders = { timestamp: string | null; signature: string | null };

/**
 * The headers of a signed delivery, checked but for the signature itself: `x-slipway-timestamp` in Unix seconds within
 * five minutes of now, and `x-slipway-signature: sha256=<hex>`.
 */
export function readSignature(
  { timestamp, signature }: SignedHeaders,
  nowMs: number,
): { timestamp: string; signature: string } | WebhookRefusal {
  const hex = /^sha256=([0-9a-f]{64})$/i.exec(signature ?? "")?.[1];
  if (!timestamp || !/^\d{1,12}$/.test(timestamp) || !hex) return "missing-signature";
  if (Math.abs(nowMs / 1_000 - Number(timestamp)) > WINDOW_S) return "outside-window";
  return { timestamp, signature: hex.toLowerCase() };
}
