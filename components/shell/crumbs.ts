/** The parts of a path below the tenant: words for pages, shortened ids, slugs as they are. */
export function crumbsOf(pathname: string, tenant: string): { label: string; href: string; isLast: boolean }[] {
  const parts = pathname.split("/").filter(Boolean);
  const below = parts[0] === tenant ? parts.slice(1) : parts;
  return below.map((part, index) => ({
    label: labelOf(decodeURIComponent(part)),
    href: `/${tenant}/${below.slice(0, index + 1).join("/")}`,
    isLast: index === below.length - 1,
  }));
}

const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

function labelOf(part: string): string {
  if (UUID.test(part)) return part.slice(-8);
  const words = part.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
