const TONE: Record<string, string> = { verified: "ok", untrusted: "warn", trusted: "text-faint" };

/** How far a text is trusted, as a word. */
export function Trust({ trust }: { trust: string }) {
  return <span className={TONE[trust] ?? "text-muted"}>{trust}</span>;
}
