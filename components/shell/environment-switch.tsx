"use client";
import { Segmented } from "@/components/ui/segmented";

export type EnvironmentName = "draft" | "staging" | "production";
const ENVIRONMENTS = [
  { value: "draft", word: "Draft", color: "var(--env-draft)" },
  { value: "staging", word: "Staging", color: "var(--env-staging)" },
  { value: "production", word: "Production", color: "var(--env-production)" },
] as const;

/** Draft, staging, production: a dot and a word each. Put it into `TopBarControls` where a page is about one of them. */
export function EnvironmentSwitch({
  value,
  onChange,
}: {
  value: EnvironmentName;
  onChange: (value: EnvironmentName) => void;
}) {
  return (
    <Segmented<EnvironmentName>
      label="Environment"
      value={value}
      onChange={onChange}
      options={ENVIRONMENTS.map(({ value: name, word, color }) => ({
        value: name,
        label: (
          <>
            <i className="dot" style={{ color }} />
            {word}
          </>
        ),
      }))}
    />
  );
}
