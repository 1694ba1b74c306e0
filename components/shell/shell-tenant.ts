import type { Role } from "@/lib/governance/access/scopes";

/** A tenant as the frame shows it, with the person's role in it. */
export type ShellTenant = { slug: string; name: string; demo: boolean; role: Role };
