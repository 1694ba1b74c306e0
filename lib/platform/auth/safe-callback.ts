/** The path to go to after sign-in: a path of this site, else "/". Never another host, never a protocol-relative one. */
export function safeCallback(given: string | undefined): string {
  if (!given?.startsWith("/")) return "/";
  const base = "http://slipway.invalid";
  if (!URL.canParse(given, base)) return "/";
  const url = new URL(given, base);
  return url.origin === base && !given.startsWith("/\\") ? url.pathname + url.search + url.hash : "/";
}
