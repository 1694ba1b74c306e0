import { UsedBy } from "@/components/harness/harnesses/used-by";
import { EFFECT_MEANING, EFFECT_WORD } from "@/components/harness/tools/tool-words";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import type { TableColumn } from "@/components/ui/table-column";
import type { ToolView } from "@/lib/harness/tools/schema";

/** A tool of the list as the API sends it: the schemas are not read here. */
export type ToolRow = Omit<ToolView, "definition"> & {
  definition: Pick<ToolView["definition"], "key" | "name" | "description" | "sideEffect" | "classes"> & {
    impl:
      | { kind: "built-in" }
      | { kind: "code" }
      | { kind: "http"; method: string; url: string }
      | { kind: "mcp"; server: string; tool: string };
  };
};

function hostOf(url: string): string {
  return /^https?:\/\/([^/?#]+)/i.exec(url)?.[1] ?? url;
}

function WhereItRuns({ impl }: { impl: ToolRow["definition"]["impl"] }) {
  switch (impl.kind) {
    case "http":
      return (
        <span className="mono s">
          {impl.method} {hostOf(impl.url)}
        </span>
      );
    case "mcp":
      return (
        <span className="mono s">
          MCP {impl.server} › {impl.tool}
        </span>
      );
    case "code":
      return <span className="muted">code, in the sandbox</span>;
    case "built-in":
      return <span className="muted">built in</span>;
  }
}

/** The columns of the tool registry of one tenant. */
export const toolColumns = (tenant: string): readonly TableColumn<ToolRow>[] => [
  {
    key: "name",
    header: "Tool",
    primary: true,
    sort: ({ definition }) => definition.name,
    cell: ({ definition }) => definition.name,
  },
  {
    key: "key",
    header: "Called as",
    sort: ({ definition }) => definition.key,
    cell: ({ definition }) => <span className="mono s muted">{definition.key}</span>,
  },
  {
    key: "where",
    header: "Where it runs",
    cell: ({ definition: { impl } }) => <WhereItRuns impl={impl} />,
  },
  {
    key: "state",
    header: "State",
    width: "130px",
    sort: ({ isQuarantined }) => (isQuarantined ? "In quarantine" : "Usable"),
    cell: ({ isQuarantined }) =>
      isQuarantined ? <Status status="warning" label="In quarantine" /> : <span className="muted">Usable</span>,
  },
  {
    key: "effect",
    header: "Side effect",
    width: "110px",
    sort: ({ definition }) => EFFECT_WORD[definition.sideEffect],
    cell: ({ definition: { sideEffect } }) => (
      <span className={sideEffect === "unsafe" ? "warn" : "muted"} title={EFFECT_MEANING[sideEffect]}>
        {EFFECT_WORD[sideEffect]}
      </span>
    ),
  },
  {
    key: "classes",
    header: "Classes",
    cell: ({ definition: { classes } }) => <span className="muted">{classes.join(", ")}</span>,
  },
  {
    key: "used",
    header: "Used by the drafts of",
    sort: ({ usedBy }) => usedBy.length,
    cell: ({ usedBy }) => <UsedBy tenant={tenant} harnesses={usedBy} />,
  },
  {
    key: "revised",
    header: "Revised",
    align: "right",
    width: "120px",
    sort: ({ revised }) => (revised ? Date.parse(revised.at) : null),
    cell: ({ revised }) => <span className="muted">{revised ? <RelativeTime at={revised.at} /> : "–"}</span>,
  },
];
