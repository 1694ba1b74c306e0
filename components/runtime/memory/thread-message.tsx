import { Trust } from "@/components/runtime/memory/trust";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ThreadMessageView } from "@/lib/runtime/threads/schema";

/** A chat message as the API gives it: values are any JSON. */
type Content =
  | { role: "user"; text: string }
  | { role: "assistant"; text: string; toolCalls: { id: string; name: string; input: unknown }[] }
  | { role: "tool"; replies: { id: string; name: string; outcome: string; value: unknown }[] };
type Props = { message: Omit<ThreadMessageView, "message"> & { message: Content | null } };

const WHO: Record<string, string> = { user: "User", assistant: "Agent", tool: "Tool" };

/** One message: who, when, how far it is trusted, and its text or its tool calls. */
export function ThreadMessage({ message: { seq, role, message, tokens, trust, createdAt } }: Props) {
  return (
    <li className="grid min-w-0 grid-cols-1 gap-1">
      <div className="flex items-baseline gap-2 text-12 text-muted">
        <span className="mono s text-faint">{seq}</span>
        <b className="font-medium text-text">{WHO[role] ?? role}</b>
        <Trust trust={trust} />
        <span className="ml-auto">
          {tokens} tokens, <RelativeTime at={createdAt} />
        </span>
      </div>
      {message ? (
        <Body message={message} />
      ) : (
        <p className="text-faint">Not shown: redacted, or your role may not read payloads of this environment.</p>
      )}
    </li>
  );
}

function Body({ message }: { message: Content }) {
  if (message.role === "user") return <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{message.text}</p>;
  if (message.role === "assistant")
    return (
      <>
        {message.text && <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{message.text}</p>}
        {message.toolCalls.map((call) => (
          <Line key={call.id} head={`calls ${call.name}`} value={call.input} />
        ))}
      </>
    );
  return message.replies.map((reply) => (
    <Line
      key={reply.id}
      head={`${reply.name}${reply.outcome === "ok" ? "" : `, ${reply.outcome}`}`}
      value={reply.value}
    />
  ));
}

function Line({ head, value }: { head: string; value: unknown }) {
  return (
    <p className="mono s whitespace-pre-wrap [overflow-wrap:anywhere] rounded-1 bg-surface-2 px-2 py-1.5">
      <b className="font-medium">{head}</b> {JSON.stringify(value)}
    </p>
  );
}
