"use client";
import { FilterBar } from "@/components/ui/filter-bar";
import { SearchField } from "@/components/ui/search-field";
import { Select } from "@/components/ui/select";
import { filterFromUrl, type TraceFilter } from "@/lib/observability/traces/trace-filter";
import { ErrorClass } from "@/lib/platform/errors/error-class";

const any = (label: string) => ({ value: "", label });
const STATUS = ["queued", "running", "parked", "succeeded", "failed", "cancelled", "dead-lettered"];
const RANGES = [
  any("All time"),
  { value: "1", label: "Last hour" },
  { value: "24", label: "Last 24 h" },
  { value: "168", label: "Last 7 days" },
];
const HOUR_MS = 3_600_000;
/** Filters that have no control of their own: links from other pages set them, and they show as tokens. */
const TOKENS = {
  node: "Node",
  harness: "Harness",
  release: "Release",
  thread: "Thread",
  from: "From",
  to: "To",
} as const;

type Props = { filter: TraceFilter; onChange: (filter: TraceFilter) => void };

/** Narrows the list of runs; the page keeps the state in the URL. */
export function TraceFilters({ filter, onChange }: Props) {
  const set = (change: Record<string, string>) => {
    const merged = Object.entries({ ...filter, ...change }).filter(([, value]) => value !== "");
    onChange(filterFromUrl(merged.map(([name, value]): [string, string] => [name, String(value)])));
  };
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <FilterBar onClear={isFiltered ? () => onChange({}) : undefined}>
      <SearchField
        label="Search in ids, names, previews and errors"
        placeholder="Search id, input, output, error"
        text={filter.text ?? ""}
        onChange={(text) => set({ text })}
      />
      <Select
        compact
        label="Status"
        value={filter.status ?? ""}
        onChange={(status) => set({ status })}
        options={[any("Any status"), ...STATUS.map((value) => ({ value, label: value }))]}
      />
      <Select
        compact
        label="Environment"
        value={filter.environment ?? ""}
        onChange={(environment) => set({ environment })}
        options={[
          any("Any environment"),
          ...["draft", "staging", "production"].map((value) => ({ value, label: value })),
        ]}
      />
      <Select
        compact
        label="Error class"
        value={filter.error ?? ""}
        onChange={(error) => set({ error })}
        options={[any("Any error"), ...ErrorClass.options.map((value) => ({ value, label: value }))]}
      />
      <Select
        compact
        label="Started"
        value=""
        placeholder="Range"
        onChange={(hours) =>
          set({ from: hours ? new Date(Date.now() - Number(hours) * HOUR_MS).toISOString() : "", to: "" })
        }
        options={
          filter.from ? RANGES : RANGES.map((range) => (range.value === "" ? { ...range, label: "Any time" } : range))
        }
      />
      <Tokens filter={filter} onRemove={(name) => set({ [name]: "" })} />
    </FilterBar>
  );
}

function Tokens({ filter, onRemove }: { filter: TraceFilter; onRemove: (name: string) => void }) {
  const names = ["node", "harness", "release", "thread", "from", "to"] as const;
  return names.map((name) => {
    const value = filter[name];
    if (!value) return null;
    const shown = name === "from" || name === "to" ? `${value.slice(0, 16).replace("T", " ")} UTC` : value.slice(-24);
    return (
      <span key={name} className="token">
        <span className="k">{TOKENS[name]}</span>
        <span className="v">{shown}</span>
        <button type="button" className="x" aria-label={`Remove ${TOKENS[name]}`} onClick={() => onRemove(name)}>
          ×
        </button>
      </span>
    );
  });
}
