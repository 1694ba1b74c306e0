import type { ReplayPreview } from "@/lib/runtime/replay/schema";

type Release = ReplayPreview["release"];
const nameOf = (release: { number: number | null }): string => (release.number ? `r${release.number}` : "the draft");

/** What is different in the release that a replay runs on. */
export function ReplayDrift({ drift, release }: { drift: NonNullable<Release["drift"]>; release: Release }) {
  const { nodes, lines, models, tools } = drift;
  const isEqual = nodes.length + lines + models.length + tools.length === 0;
  return (
    <div className="grid gap-1 rounded-1 border border-border p-3">
      <p className="medium">
        {nameOf(release.was)} to {nameOf(release.target)}
        {isEqual && ": nothing that runs is different"}
      </p>
      {nodes.map(({ key, label, change }) => (
        <p key={`${change} ${key}`}>
          <span className="text-muted">{change}</span> {label} <span className="mono s faint">{key}</span>
        </p>
      ))}
      {lines > 0 && <p className="text-muted">{lines} lines differ</p>}
      {models.length > 0 && <p className="text-muted">Model slots that differ: {models.join(", ")}</p>}
      {tools.length > 0 && <p className="text-muted">Tools that differ: {tools.join(", ")}</p>}
      {!isEqual && (
        <p className="text-12 text-faint">Carried results keep the values that the old release gave them.</p>
      )}
    </div>
  );
}
