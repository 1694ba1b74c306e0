"use client";
import { createContext, type ReactNode, useContext } from "react";
import type { Role, Scope } from "@/lib/governance/access/scopes";

/** Who looks at the page, in which tenant. The server decides every right again; this only hides what would be refused. */
export type Viewer = {
  userId: string;
  name: string;
  email: string;
  role: Role;
  scopes: readonly Scope[];
  tenant: { slug: string; name: string; demo: boolean };
};
const ViewerContext = createContext<Viewer | null>(null);

export function ViewerProvider({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  return <ViewerContext value={viewer}>{children}</ViewerContext>;
}

/** The viewer, inside `app/[tenant]`. */
export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (!viewer) throw new Error("useViewer is used outside of a tenant's pages.");
  return viewer;
}

/** Whether the viewer holds a right: `const may = useMay(); may("policy:write")`. */
export function useMay(): (scope: Scope) => boolean {
  const { scopes } = useViewer();
  return (scope) => scopes.includes(scope);
}
