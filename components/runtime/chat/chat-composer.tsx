"use client";
import { SendHorizontal } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/textarea";

type Props = { agent: string; isSending: boolean; onSay: (text: string) => void };

/** Where a person writes. Enter sends, Shift+Enter begins a line. */
export function ChatComposer({ agent, isSending, onSay }: Props) {
  const [text, setText] = useState("");
  const isReady = text.trim() !== "" && !isSending;
  const send = () => {
    if (!isReady) return;
    onSay(text.trim());
    setText("");
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    send();
  };
  const keyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form onSubmit={submit} className="flex items-end gap-2">
      <Textarea
        aria-label={`Message to ${agent}`}
        className="grow"
        rows={2}
        value={text}
        maxLength={20_000}
        placeholder={`Write to ${agent}`}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={keyDown}
      />
      <Button type="submit" variant="primary" size="form" disabled={!isReady}>
        <SendHorizontal className="i s" aria-hidden />
        Send
      </Button>
    </form>
  );
}
