"use client";
import { Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Kbd } from "@/components/ui/kbd";
import { keysAreFree } from "@/components/ui/keys-are-free";

const TYPING_MS = 300;
type Props = {
  label: string;
  placeholder: string;
  text: string;
  onChange: (text: string) => void;
  /** How long typing pauses before the search is made; shorter where it asks no server. */
  pauseMs?: number;
};

/**
 * A search in a list; `/` leads to it on a page (not in a dialog, where keys mean nothing), Enter from it to the rows. Waits until typing pauses, so that each letter is not a
 * request and a place in the history.
 */
export function SearchField({ label, placeholder, text, onChange, pauseMs = TYPING_MS }: Props) {
  const [typed, setTyped] = useState(text);
  // What comes back of our own change is older than what is typed meanwhile.
  const sent = useRef(text);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (text === sent.current) return;
    sent.current = text;
    setTyped(text);
  }, [text]);
  useEffect(() => {
    if (typed.trim() === text) return;
    const timer = setTimeout(() => {
      sent.current = typed.trim();
      onChange(typed.trim());
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [typed, text, onChange, pauseMs]);
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.defaultPrevented || event.key !== "/") return;
      if (event.metaKey || event.ctrlKey || event.altKey || !keysAreFree()) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter" || (event.key === "Escape" && typed === "")) event.currentTarget.blur();
  };
  return (
    <label className="field max-w-full" style={{ width: 300 }}>
      <Search className="i s" aria-hidden />
      <span className="sr">{label}</span>
      <input
        ref={input}
        type="search"
        placeholder={placeholder}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {typed === "" && (
        <span aria-hidden className="max-sm:hidden in-[[role=dialog]]:hidden">
          <Kbd>/</Kbd>
        </span>
      )}
    </label>
  );
}
