"use client";
import { useMutation } from "@tanstack/react-query";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { useToast } from "@/components/ui/toast";
import type { PolicySetView } from "@/lib/governance/policies/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = { tenant: string; versions: PolicySetView["versions"]; active: number; onTake: (text: string) => void };

/** Every version; an older text can be taken again, and is then activated as a new version. */
export function PolicyVersions({ tenant, versions, active, onTake }: Props) {
  const toast = useToast();
  const take = useMutation({
    mutationFn: (version: number) =>
      unwrap(api.GET("/api/v1/{tenant}/policies/versions/{version}", { params: { path: { tenant, version } } })),
    onSuccess: ({ cedarText }, version) => {
      onTake(cedarText);
      toast({
        title: `The text of version ${version} is loaded`,
        detail: "Activate it to put it in force.",
        tone: "ok",
      });
    },
  });
  return (
    <table className="table">
      <caption className="sr">Versions</caption>
      <thead>
        <tr>
          <th scope="col">Version</th>
          <th scope="col">Note</th>
          <th scope="col">By</th>
          <th scope="col">When</th>
          <th scope="col">
            <span className="sr">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {versions.map((version) => (
          <tr key={version.version}>
            <td>
              <span className="num">{version.version}</span>{" "}
              {version.version === active && <Badge tone="ok">Active</Badge>}
            </td>
            <td className="muted">{version.note}</td>
            <td className="mono s">{version.by.slice(0, 24)}</td>
            <td className="muted">
              <RelativeTime at={version.at} />
            </td>
            <td className="right">
              {version.version !== active && (
                <Button size="sm" variant="ghost" onClick={() => take.mutate(version.version)}>
                  Load the text
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
