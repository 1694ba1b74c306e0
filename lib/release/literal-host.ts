/** Scheme and host of a URL template; nothing when the host is not literal. */
const ORIGIN = /^https?:\/\/[^/{}?#]+(?=[/?#]|$)/i;

/** Host name of a URL template, or null when it is not literal. */
export const literalHost = (template: string): string | null => literalOrigin(template)?.hostname ?? null;

/** Scheme, host and port of a URL template, or null when they are not literal. */
export function literalOrigin(template: string): URL | null {
  const origin = ORIGIN.exec(template)?.[0];
  return origin && URL.canParse(origin) ? new URL(origin) : null;
}
