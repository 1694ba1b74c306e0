"use client";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { type Block, type Inline, markdownBlocks } from "@/components/ui/markdown-blocks";

type Open = (href: string) => void;

/** Markdown that loads nothing: no HTML, no images; a link asks before it is followed. */
export function InertMarkdown({ text }: { text: string }) {
  const [href, setHref] = useState<string | null>(null);
  const follow = () => {
    window.open(href ?? "", "_blank", "noopener,noreferrer");
    setHref(null);
  };
  return (
    <div className="markdown">
      {numbered(markdownBlocks(text)).map(({ key, value }) => (
        <BlockView key={key} block={value} open={setHref} />
      ))}
      <Dialog
        open={href !== null}
        onClose={() => setHref(null)}
        title="Leave Slipway?"
        description="The link leads to another site."
        footer={
          <>
            <Button onClick={() => setHref(null)}>Stay</Button>
            <Button variant="primary" onClick={follow}>
              Open it
            </Button>
          </>
        }
      >
        <p className="mono break-all">{href}</p>
      </Dialog>
    </div>
  );
}

/** Pieces of a text have no identity but their place. */
const numbered = <T,>(values: readonly T[]) => values.map((value, place) => ({ key: String(place), value }));

function BlockView({ block, open }: { block: Block; open: Open }): ReactNode {
  if (block.kind === "code") return <pre>{block.text}</pre>;
  if (block.kind === "heading") return <p className={`md-h md-h${block.level}`}>{inline(block.inlines, open)}</p>;
  if (block.kind === "paragraph") return <p>{inline(block.inlines, open)}</p>;
  const items = numbered(block.items).map(({ key, value }) => <li key={key}>{inline(value, open)}</li>);
  return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
}

const inline = (inlines: readonly Inline[], open: Open): ReactNode[] =>
  numbered(inlines).map(({ key, value }) => <Piece key={key} piece={value} open={open} />);

function Piece({ piece, open }: { piece: Inline; open: Open }): ReactNode {
  if ("href" in piece)
    return (
      <button type="button" className="linkish nodrag" title={piece.href} onClick={() => open(piece.href)}>
        {piece.text}
      </button>
    );
  if (piece.kind === "strong") return <strong>{piece.text}</strong>;
  if (piece.kind === "em") return <em>{piece.text}</em>;
  return piece.kind === "code" ? <code>{piece.text}</code> : piece.text;
}
