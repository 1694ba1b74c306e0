"use client";
import { ChevronRight, Copy } from "lucide-react";
import { useState } from "react";
import { IconButton } from "@/components/ui/icon-button";

const PREVIEW_LINES = 12;

/** A JSON value or a text: the first 12 lines, the rest on demand; copies. Inert text, never markup. */
export function JsonView({ value, label }: { value: unknown; label: string }) {
  const [open, setOpen] = useState(false);
  const text = typeof value === "string" ? value : (JSON.stringify(value, null, 2) ?? "undefined");
  const lines = text.split("\n");
  const long = lines.length > PREVIEW_LINES || text.length > 4_000;
  const shown = open || !long ? text : lines.slice(0, PREVIEW_LINES).join("\n").slice(0, 4_000);
  return (
    <section className="min-w-0 rounded-2 border border-border" aria-label={label}>
      <header className="flex h-8 items-center gap-1 border-border border-b pr-1 pl-3">
        <span className="grow text-12 text-muted">{label}</span>
        <IconButton label="Copy" size="sm" onClick={() => navigator.clipboard.writeText(text)}>
          <Copy className="i s" aria-hidden />
        </IconButton>
      </header>
      <pre className="code whitespace-pre-wrap break-words p-3">{shown}</pre>
      {long && (
        <button
          type="button"
          className="flex w-full items-center gap-1 border-border border-t px-3 py-1.5 text-12 text-muted hover:bg-surface-3"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <ChevronRight className={`i xs ${open ? "rotate-90" : ""}`} aria-hidden />
          {open ? "Show less" : `Show all ${lines.length} lines`}
        </button>
      )}
    </section>
  );
}
