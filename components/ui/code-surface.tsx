"use client";
import { json } from "@codemirror/lang-json";
import CodeMirror, { EditorView } from "@uiw/react-codemirror";
import { useMemo } from "react";
import { useNonce } from "@/components/shell/nonce-provider";
import { type CodeMarker, markerDecorations } from "@/components/ui/code-markers";
import { codeTokens } from "@/components/ui/code-tokens";
import { useFieldProps } from "@/components/ui/field-context";

export type CodeSurfaceProps = {
  value: string;
  onChange?: (value: string) => void;
  language: "json" | "cedar" | "liquid" | "text";
  readOnly?: boolean;
  markers?: readonly CodeMarker[];
  /** The accessible name; inside a `Field` its label is the name. */
  label?: string;
  /** CSS lengths; default 120px and 480px. */
  minHeight?: string;
  maxHeight?: string;
};

const look = EditorView.theme({
  "&": { fontSize: "13px", backgroundColor: "var(--surface-1)", color: "var(--text)", borderRadius: "6px" },
  ".cm-content": { fontFamily: "var(--font-mono)", lineHeight: "20px", caretColor: "var(--text)", padding: "8px 0" },
  ".cm-gutters": {
    backgroundColor: "var(--surface-2)",
    color: "var(--text-faint)",
    borderRight: "1px solid var(--border)",
    fontFamily: "var(--font-mono)",
    fontSize: "11px",
  },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent" },
  "&.cm-focused": { outline: "none" },
  ".cm-selectionBackground, &.cm-focused .cm-selectionBackground": { backgroundColor: "var(--accent-soft) !important" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  // No background: when a whole text is replaced, the browser gives the new line the background of what it deleted.
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": {
    backgroundColor: "transparent",
    outline: "1px solid var(--border-strong)",
  },
  ".cm-tooltip": { backgroundColor: "var(--overlay)", border: "1px solid var(--border-strong)" },
});

/** CodeMirror under our tokens and our content security policy. Import `CodeEditor` instead: this one is heavy. */
export function CodeSurface({
  value,
  onChange,
  language,
  readOnly,
  markers,
  label,
  minHeight = "120px",
  maxHeight = "480px",
}: CodeSurfaceProps) {
  const nonce = useNonce();
  const field = useFieldProps();
  const describedBy = field["aria-describedby"];
  const extensions = useMemo(
    () => [
      look,
      EditorView.lineWrapping,
      ...(nonce ? [EditorView.cspNonce.of(nonce)] : []),
      ...(language === "json" ? [json()] : []),
      codeTokens(language),
      markerDecorations(markers ?? []),
      EditorView.contentAttributes.of({
        tabindex: "0", // a text that scrolls can be reached by keyboard, also when it is read only
        "aria-label": label ?? `${language} editor`,
        ...(describedBy ? { "aria-describedby": describedBy } : {}),
      }),
    ],
    [nonce, language, markers, label, describedBy],
  );
  return (
    // The page comes from the server with an empty frame: what is below it must not move when the editor is there.
    <div
      className="min-w-0 overflow-hidden rounded-2 border border-border-control focus-within:border-accent-line focus-within:shadow-[0_0_0_1px_var(--accent-line)]"
      style={{ minHeight: `calc(${minHeight} + 2px)` }}
    >
      <CodeMirror
        value={value}
        onChange={onChange}
        readOnly={readOnly}
        theme="none"
        minHeight={minHeight}
        maxHeight={maxHeight}
        indentWithTab={false}
        basicSetup={{ foldGutter: false, highlightActiveLine: false, searchKeymap: true, syntaxHighlighting: false }}
        extensions={extensions}
      />
    </div>
  );
}
