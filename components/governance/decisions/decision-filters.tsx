"use client";
import { useQuery } from "@tanstack/react-query";
import { FilterBar } from "@/components/ui/filter-bar";
import { Select } from "@/components/ui/select";
import type { DecisionFilter } from "@/lib/governance/decisions/schema";
import { HTTP_TOOL } from "@/lib/governance/policies/http-action";
import { policiesQuery } from "@/lib/governance/policies/policy-queries";
import { SCOPE_WORDS } from "@/lib/governance/policies/sentence";
import { MemoryScopeName } from "@/lib/release/memory-grants";

const VERDICTS = [
  { value: "", label: "Any verdict" },
  { value: "allow", label: "Allowed" },
  { value: "deny", label: "Denied" },
];
const MEMORIES = MemoryScopeName.options.map((scope) => ({
  value: scope,
  label: `Memory of ${SCOPE_WORDS[scope]}`,
  hint: scope,
}));
type Props = {
  tenant: string;
  filter: DecisionFilter;
  onChange: (filter: Record<string, string | undefined>) => void;
  isFiltered: boolean;
};

/** Narrows the decisions. A run, which links of other pages set, shows as a token. */
export function DecisionFilters({ tenant, filter, onChange, isFiltered }: Props) {
  const { data } = useQuery(policiesQuery(tenant));
  const set = (change: Record<string, string>) => onChange({ ...filter, ...change });
  return (
    <FilterBar onClear={isFiltered ? () => onChange({}) : undefined}>
      <Select
        compact
        label="Verdict"
        value={filter.verdict ?? ""}
        onChange={(verdict) => set({ verdict })}
        options={VERDICTS}
      />
      <Select
        compact
        label="Harness"
        value={filter.harness ?? ""}
        placeholder={filter.harness}
        onChange={(harness) => set({ harness })}
        options={[
          { value: "", label: "Any harness" },
          ...(data?.harnesses ?? []).map(({ slug, name }) => ({ value: slug, label: name })),
        ]}
      />
      <Select
        compact
        label="What"
        value={filter.resource ?? ""}
        placeholder={filter.resource}
        onChange={(resource) => set({ resource })}
        options={[
          { value: "", label: "Anything" },
          ...(data?.tools ?? []).map(({ key }) => ({ value: key, label: key })),
          { value: HTTP_TOOL.key, label: "HTTP requests" },
          ...(data?.knowledge ?? []).map(({ key, name }) => ({ value: key, label: `Knowledge: ${name}` })),
          ...MEMORIES,
        ]}
      />
      {filter.run && (
        <span className="token">
          <span className="k">Run</span>
          <span className="v">{filter.run.slice(-8)}</span>
          <button type="button" className="x" aria-label="Remove Run" onClick={() => set({ run: "" })}>
            ×
          </button>
        </span>
      )}
    </FilterBar>
  );
}
